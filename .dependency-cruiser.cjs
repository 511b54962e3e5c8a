/**
 * The rules of the house, executed: imports point down only (see ARCHITECTURE.md).
 * A folder of a layer may import the layers below it; the exceptions are written out here and nowhere else.
 */
const vocabulary = 'labels|duration|clock|metrics';
const domain = 'alerts|routing|inhibit|silences|timeinterval|template';
const engine = 'nflog|notify|grouping|changes|history|deliveries|explain';
const adapters = 'receivers|storage|queue|config|httpclient|tracing|eventrecorder';
const edge = 'api|web|cli';

const from = (folders, extra = {}) => ({ path: `^src/(${folders})/`, pathNot: '\\.spec\\.ts$', ...extra });
const local = (folders) => ({ path: `^src/(${folders})/` });

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'vocabulary-imports-nothing-above',
      severity: 'error',
      from: from(vocabulary),
      to: local([domain, engine, adapters, edge, 'app'].join('|')),
    },
    {
      name: 'domain-imports-vocabulary-and-alerts',
      severity: 'error',
      from: from(domain, { path: `^src/(${domain})/` }),
      to: local([engine, adapters, edge, 'app'].join('|')),
    },
    {
      name: 'domain-neighbours-do-not-meet',
      comment: 'A folder of the domain may import alerts and no other neighbour.',
      severity: 'error',
      from: { path: `^src/(${domain})/`, pathNot: '\\.spec\\.ts$' },
      to: { path: `^src/(${domain})/`, pathNot: ['^src/$1/', '^src/alerts/'] },
    },
    {
      name: 'engine-imports-down',
      severity: 'error',
      from: from(engine),
      to: local([adapters, edge, 'app'].join('|')),
    },
    {
      name: 'adapters-import-down',
      severity: 'error',
      from: from(adapters),
      to: local([edge, 'app'].join('|')),
    },
    {
      name: 'adapters-do-not-meet',
      comment:
        'Inside the adapters, receivers may import httpclient, and config may import the shapes that it decodes.',
      severity: 'error',
      from: { path: `^src/(${adapters})/`, pathNot: '\\.spec\\.ts$' },
      to: {
        path: `^src/(${adapters})/`,
        pathNot: [
          '^src/$1/',
          '^src/httpclient/',
          '^src/receivers/.*config\\.ts$',
          '^src/receivers/[^/]+\\.ts$',
          '^src/(tracing|eventrecorder)/[^/]+-config\\.ts$',
        ],
      },
    },
    {
      name: 'vendors-do-not-meet',
      severity: 'error',
      from: { path: '^src/receivers/([^/]+)/' },
      to: { path: '^src/receivers/([^/]+)/', pathNot: '^src/receivers/$1/' },
    },
    {
      name: 'embedded-and-redis-do-not-meet',
      severity: 'error',
      from: { path: '^src/(storage|queue)/embedded/' },
      to: { path: '^src/(storage|queue)/(redis|bullmq)/' },
    },
    {
      name: 'redis-and-embedded-do-not-meet',
      severity: 'error',
      from: { path: '^src/(storage|queue)/(redis|bullmq)/' },
      to: { path: '^src/(storage|queue)/embedded/' },
    },
    { name: 'edge-does-not-import-app', severity: 'error', from: from(edge), to: local('app') },
    {
      name: 'edge-does-not-import-adapters',
      comment: 'But for the command line, which is a client of the API: it speaks HTTP as an http_config says.',
      severity: 'error',
      from: from(edge),
      to: { path: '^src/(receivers|storage|queue|httpclient|tracing|eventrecorder)/', pathNot: '^src/httpclient/' },
    },
    {
      name: 'http-client-in-command-line-only',
      severity: 'error',
      from: from('api|web'),
      to: { path: '^src/httpclient/' },
    },
    {
      name: 'pure-folders-never-ask-the-world',
      severity: 'error',
      from: from([vocabulary, domain, engine].join('|')),
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nest-at-the-edge-only',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(app|api|web)/|^src/main\\.ts$' },
      to: { path: 'node_modules/@nestjs/' },
    },
    {
      name: 'redis-clients-in-redis-adapters-only',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(storage/redis|queue/bullmq)/' },
      to: { path: 'node_modules/(ioredis|bullmq)/' },
    },
    {
      name: 'lmdb-in-embedded-storage-only',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/storage/embedded/' },
      to: { path: 'node_modules/lmdb/' },
    },
    {
      name: 'a-vendor-sdk-in-its-folder-only',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/receivers/(email|slack|sns)/' },
      to: { path: 'node_modules/(nodemailer|@slack|@aws-sdk|@smithy)/' },
    },
    {
      name: 'tracing-and-kafka-in-their-folders-only',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(tracing|eventrecorder)/' },
      to: { path: 'node_modules/(@opentelemetry|@grpc|kafkajs)/' },
    },
    {
      name: 'not-from-tests',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^test/' },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
