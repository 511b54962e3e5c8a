import { local } from '../../../clock/timestamp.js';
import { LabelSet } from '../../../labels/label-set.js';
import type { TemplateData } from '../../../template/notification-data.js';

const MINUTE_MS = 60_000;

const COMMON_LABELS = { commonlabelkey1: 'commonlabelvalue1', commonlabelkey2: 'commonlabelvalue2' };
const COMMON_ANNOTATIONS = {
  commonannotationkey1: 'commonannotationvalue1',
  commonannotationkey2: 'commonannotationvalue2',
};

/** What amtool renders when it is given no data: scripts compare its output, so the values are those of amtool. */
export function exampleData(nowMs: number): TemplateData {
  return {
    receiver: 'receiver',
    status: 'alertstatus',
    alerts: [
      {
        status: 'firing',
        labels: LabelSet.of({ label1: 'value1', label2: 'value2', instance: 'foo.bar:1234', ...COMMON_LABELS }),
        annotations: LabelSet.of({ annotation1: 'value1', annotation2: 'value2', ...COMMON_ANNOTATIONS }),
        startsAt: local(nowMs - 5 * MINUTE_MS),
        endsAt: local(nowMs),
        generatorURL: 'https://generatorurl.com',
        fingerprint: 'fingerprint1',
      },
      {
        status: 'resolved',
        labels: LabelSet.of({ foo: 'bar', baz: 'qux', ...COMMON_LABELS }),
        annotations: LabelSet.of({ aaa: 'bbb', ccc: 'ddd', ...COMMON_ANNOTATIONS }),
        startsAt: local(nowMs - 10 * MINUTE_MS),
        endsAt: local(nowMs),
        generatorURL: 'https://generatorurl.com',
        fingerprint: 'fingerprint2',
      },
    ],
    notificationReason: '',
    groupLabels: LabelSet.of({ grouplabelkey1: 'grouplabelvalue1', grouplabelkey2: 'grouplabelvalue2' }),
    commonLabels: LabelSet.of(COMMON_LABELS),
    commonAnnotations: LabelSet.of(COMMON_ANNOTATIONS),
    routeLabels: LabelSet.EMPTY,
    externalURL: 'https://example.com',
  };
}
