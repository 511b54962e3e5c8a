/** What the value of an attribute is to the browser. `unsafe` steers how other content is fetched or understood. */
export type AttributeType = 'plain' | 'css' | 'html' | 'js' | 'url' | 'srcset' | 'unsafe';

/**
 * The type of an attribute, with the benefit of the doubt given to danger: what is not known as harmless and sounds
 * like a URL or an event handler is taken for one.
 *
 * @param name in lower case
 */
export function attributeType(name: string): AttributeType {
  const colon = name.indexOf(':');
  if (name.startsWith('data-')) {
    return typeOfLocalName(name.slice('data-'.length));
  }
  if (colon === -1) {
    return typeOfLocalName(name);
  }
  return name.slice(0, colon) === 'xmlns' ? 'url' : typeOfLocalName(name.slice(colon + 1));
}

function typeOfLocalName(name: string): AttributeType {
  const known = knownTypes.get(name);
  if (known !== undefined) {
    return known;
  }
  if (name.startsWith('on')) {
    return 'js';
  }
  return /src|uri|url/.test(name) ? 'url' : 'plain';
}

const knownTypes: ReadonlyMap<string, AttributeType> = new Map([
  ...named('css', 'style'),
  ...named('html', 'srcdoc'),
  ...named('srcset', 'srcset'),
  ...named(
    'url',
    'action archive background cite classid codebase data formaction href icon longdesc manifest poster profile src',
    'usemap xmlns',
  ),
  ...named(
    'unsafe',
    'accept-charset async challenge charset content crossorigin defer enctype form formenctype formmethod',
    'formnovalidate http-equiv keytype language method novalidate pattern rel sandbox type value',
  ),
  ...named(
    'plain',
    'accept alt autocomplete autofocus autoplay border checked class cols colspan contenteditable contextmenu controls',
    'coords datetime default dir dirname disabled draggable dropzone for formtarget headers height hidden high hreflang',
    'id ismap kind label lang list loop low max maxlength media mediagroup min multiple name open optimum placeholder',
    'preload pubdate radiogroup readonly required reversed rows rowspan scope scoped seamless selected shape size sizes',
    'span spellcheck srclang start step tabindex target title width wrap',
  ),
]);

function named(type: AttributeType, ...names: readonly string[]): readonly (readonly [string, AttributeType])[] {
  return names.flatMap((line) => line.split(' ')).map((name) => [name, type] as const);
}
