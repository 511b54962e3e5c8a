import type { Inhibition, Inhibitor } from '../inhibit/inhibitor.js';
import type { LabelSet } from '../labels/label-set.js';
import type { Silencer } from '../silences/silencer.js';
import { alertAttributes } from './alert-attributes.js';
import type { Spans } from './spans.js';

/** The inhibitor as the alerts reach it, and as the pipeline asks it. */
export function tracedInhibitor(inhibitor: Inhibitor, spans: Spans): Pick<Inhibitor, 'find' | 'put'> {
  return {
    put: (alert) =>
      spans.run('inhibit.Inhibitor.processAlert', { attributes: alertAttributes(alert.labels) }, () =>
        inhibitor.put(alert),
      ),
    find: (labels, nowMs): Inhibition | undefined =>
      spans.run('inhibit.Inhibitor.Mutes', fingerprintOf(labels), (span) => {
        const hit = inhibitor.find(labels, nowMs);
        if (hit === undefined) {
          span.addEvent('alert not inhibited');
        } else {
          span.addEvent('alert matched rule target', { 'alerting.inhibit_rule.name': hit.rule.name });
          const source = hit.source.labels.fingerprint;
          span.addEvent('alert inhibited', { 'alerting.inhibit_rule.source.fingerprint': source });
        }
        return hit;
      }),
  };
}

/** The silencer as the pipeline asks it. */
export function tracedSilencer(silencer: Pick<Silencer, 'silencedBy'>, spans: Spans): Pick<Silencer, 'silencedBy'> {
  return {
    silencedBy: (labels, nowMs) =>
      spans.run('silence.Silencer.Mutes', fingerprintOf(labels), (span) => {
        const silences = silencer.silencedBy(labels, nowMs);
        const event = silences.length > 0 ? 'Silencer mutes alert' : 'Silencer does not mute alert';
        span.addEvent(event, { 'alerting.silences.active.count': silences.length });
        return silences;
      }),
  };
}

function fingerprintOf(labels: LabelSet) {
  return { attributes: { 'alerting.alert.fingerprint': labels.fingerprint } };
}
