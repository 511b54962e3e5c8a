import { formatTime } from '../../template/go-time/format-time.js';
import { namedZone, UTC_ZONE, type Zone } from '../../template/go-time/zone.js';
import type { Alert } from '../client/models.js';
import type { Values } from '../command-line/values.js';
import { DATE_FORMAT, OUTPUT } from '../global-flags.js';
import { extendedFormat } from './extended-format.js';
import type { FormatDate, Formatter } from './formatter.js';
import { jsonFormat } from './json-format.js';
import { simpleFormat } from './simple-format.js';

/** The form that `--output` and `--date.format` ask for. @param localZone IANA name */
export function openFormatter(values: Values, localZone: string): Formatter {
  const date = dateFormatOf(values, localZone);
  switch (values.get(OUTPUT)) {
    case 'extended':
      return extendedFormat(date);
    case 'json':
      return jsonFormat();
    default:
      return simpleFormat(date);
  }
}

/** How `--date.format` prints dates. @param localZone IANA name */
export function dateFormatOf(values: Values, localZone: string): FormatDate {
  return dateFormat(values.get(DATE_FORMAT), namedZone(localZone) ?? UTC_ZONE);
}

/** Dates are shown in the zone that they came in; an offset that is the local one goes by its name, as in Go. */
function dateFormat(layout: string, local: Zone): FormatDate {
  return (moment: Alert['startsAt']) => {
    if (moment === null) return '';
    const { unixSeconds, zone } = moment;
    const isLocal = zone !== UTC_ZONE && zone.at(unixSeconds).offset === local.at(unixSeconds).offset;
    return formatTime(isLocal ? { ...moment, zone: local } : moment, layout);
  };
}
