import { configOf } from '../../test/support/receiver-deps.js';
import { renderSecret, secretsOf } from './secrets-of.js';
import { webexConfig } from './webex/config.js';

describe('secretsOf', () => {
  it('finds them however deep they stand', () => {
    const http = '{authorization: {credentials: one}, http_headers: {x-key: {secrets: [two, three]}}}';
    expect(secretsOf(configOf(webexConfig, `{room_id: r, http_config: ${http}}`))).toEqual(['one', 'two', 'three']);
  });
});

describe('renderSecret', () => {
  it('does not repeat a template that fails', () => {
    const render = () => {
      throw new Error('function "s3cr3t" not defined');
    };
    expect(() => renderSecret('api_key', '{{ s3cr3t }}', render)).toThrow(
      /^api_key is a template that cannot be rendered$/,
    );
  });
});
