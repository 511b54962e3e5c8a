import { parseTocsinConfig } from './tocsin-config.js';

const parse = (yaml: string) => parseTocsinConfig(yaml, 'tocsin.yml', {});

describe('deliveries in tocsin.yml', () => {
  it('has defaults that change nothing', () => {
    expect(parse('').deliveries).toEqual({
      concurrency: 32,
      waitingMax: 100_000,
      severities: [['critical', 'page'], ['error'], ['warning'], ['info'], ['none']],
      alertOnFailure: undefined,
      deadLettersMax: 1000,
      deadLettersBytesMax: 64 * 1024 * 1024,
      undelivered: 'forget',
    });
  });

  it('reads what is written', () => {
    const { deliveries } = parse(
      'deliveries: {severities: [P1 | P2, P3], undelivered: tell, alert_on_failure: {labels: {severity: P1}}}',
    );
    expect(deliveries).toMatchObject({
      severities: [['P1', 'P2'], ['P3']],
      undelivered: 'tell',
      alertOnFailure: { labels: { severity: 'P1' } },
    });
    expect(parse('deliveries: {alert_on_failure: {}}').deliveries.alertOnFailure).toEqual({ labels: {} });
  });

  it('reads the limit of a receiver', () => {
    const [receiver] = parse('receivers: [{name: team, limit: {messages: 20, per: 1m}}]').receivers;
    expect(receiver?.value.limit).toEqual({ messages: 20, perMs: 60_000 });
    expect(parse('receivers: [{name: team}]').receivers[0]?.value.limit).toBeUndefined();
  });

  it.each([
    ['deliveries: {severities: [critical|]}', 'write a value of the label severity'],
    ['deliveries: {undelivered: tel}', 'did you mean "tell"?'],
    ['deliveries: {dead_letters_max: 0}', 'has to be a number above 0'],
    ['deliveries: {alert_on_failure: {labels: {alertname: x}}}', 'the alert has its own label alertname'],
    ['deliveries: {alert_on_failure: {labels: {severity: ""}}}', 'label severity is empty'],
    ['deliveries: {alert_on_failure: {labels: {"": x}}}', '"" is not a valid label name'],
    ['receivers: [{name: team, limit: {messages: 20}}]', 'missing the time in which so many messages may be sent'],
    ['receivers: [{name: team, limit: {per: 1m}}]', 'missing how many messages may be sent'],
    ['receivers: [{name: team, limit: {messages: 0, per: 1m}}]', 'has to be a number above 0'],
  ])('refuses %s', (yaml, complaint) => {
    expect(() => parse(yaml)).toThrow(complaint);
  });
});
