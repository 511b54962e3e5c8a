import { DEFAULT_HTTP_CONFIG } from '../httpclient/http-config.js';
import { Secret } from '../schema/secret.js';
import { partsOfUrl, secretsOfHttp } from './secret-parts.js';

describe('partsOfUrl', () => {
  it('are what says something by itself', () => {
    expect(partsOfUrl('https://u:pass@host.example.org/hooks/0123456789?sig=signature&v=1')).toEqual(
      expect.arrayContaining(['0123456789', 'signature', 'pass', 'dTpwYXNz', '/hooks/0123456789?sig=signature&v=1']),
    );
    const parts = partsOfUrl('https://host.example.org/hooks/0123456789?v=1');
    for (const harmless of ['hooks', '1', 'host.example.org']) expect(parts).not.toContain(harmless);
  });

  it('are the whole text where it is no URL', () => {
    expect(partsOfUrl('no URL')).toEqual(['no URL']);
  });
});

describe('secretsOfHttp', () => {
  const read = async (path: string) => {
    if (path === '/gone') throw new Error('ENOENT');
    return `${path}-content\n`;
  };

  it('are a password, also as the header holds it', async () => {
    const basicAuth = {
      username: '',
      usernameFile: '/user',
      password: new Secret('pass'),
      passwordFile: '',
      usernameRef: '',
      passwordRef: '',
    };
    const found = await secretsOfHttp({ ...DEFAULT_HTTP_CONFIG, basicAuth }, read);
    expect(found).toEqual(['pass', Buffer.from('/user-content:pass').toString('base64')]);
  });

  it('are credentials and headers, as their files hold them now', async () => {
    const authorization = {
      type: 'Bearer',
      credentials: new Secret(''),
      credentialsFile: '/token',
      credentialsRef: '',
    };
    const httpHeaders = { 'X-Key': { values: ['shown'], secrets: [new Secret('hidden')], files: ['/key', '/gone'] } };
    const found = await secretsOfHttp({ ...DEFAULT_HTTP_CONFIG, authorization, httpHeaders }, read);
    expect(found).toEqual(['/token-content', 'hidden', '/key-content', '']);
  });
});
