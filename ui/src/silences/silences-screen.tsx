import { usePlace } from '../app/location';
import { SilenceDetail } from './silence-detail';
import { SilenceEditor } from './silence-editor';
import { SilenceList } from './silence-list';

/** `#/silences`, `#/silences/new`, `#/silences/<id>`, `#/silences/<id>/edit`: Alertmanager's own links lead here, too. */
export function SilencesScreen() {
  const [, , id, action] = usePlace().path.split('/');
  if (id === undefined || id === '') return <SilenceList />;
  if (id === 'new') return <SilenceEditor key="new" />;
  return action === 'edit' ? <SilenceEditor key={id} id={id} /> : <SilenceDetail key={id} id={id} />;
}
