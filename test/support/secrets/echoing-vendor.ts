import { type HttpStandIn, type ReceivedRequest, startHttpStandIn } from '../vendors/http-stand-in.js';

export interface EchoingVendor extends HttpStandIn {
  /** What it answers to everything from now on; `drop`: nothing at all. */
  refuseWith(status: number | 'drop'): void;
}

/** A vendor that takes nothing, and repeats in its refusal all that it was sent: the worst that one can do to us. */
export async function startEchoingVendor(): Promise<EchoingVendor> {
  const standIn = await startHttpStandIn(refusal(401));
  return {
    ...standIn,
    refuseWith: (status) => standIn.behave(status === 'drop' ? () => 'drop' : refusal(status)),
  };
}

function refusal(status: number) {
  return ({ method, path, headers, body }: ReceivedRequest) => ({
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ok: false,
      error: `invalid: ${method} ${path}`,
      message: `${JSON.stringify(headers)} ${decodedBasic(headers.authorization)}`,
      description: body,
      errors: [decodeURIComponent(body.replace(/%(?![0-9a-f]{2})/gi, '%25')), path],
      errcode: 40001,
      errmsg: path,
    }),
  });
}

function decodedBasic(authorization: string | undefined): string {
  const [, proof] = /^Basic (.+)$/.exec(authorization ?? '') ?? [];
  return proof === undefined ? '' : Buffer.from(proof, 'base64').toString();
}
