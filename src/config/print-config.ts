import { Document, type Node, type Tags, YAMLMap, YAMLSeq } from 'yaml';
import { Flow, type Printed } from '../schema/shape.js';
import { goYamlScalar } from './go-yaml-scalar.js';

/** Writes a printed value as Go's yaml.v2 does: two blanks, list items below their key. */
export function printYaml(printed: Printed): string {
  const document = new Document(undefined, { version: '1.1', customTags: withGoTexts });
  document.contents = nodeOf(printed, document);
  return document.toString({ indentSeq: false, lineWidth: 0, flowCollectionPadding: false });
}

/** Has all texts written as Go writes them, but for blocks of several lines. */
function withGoTexts(tags: Tags): Tags {
  return tags.map((tag): Tags[number] => {
    if (typeof tag === 'string' || tag.collection !== undefined || tag.tag !== 'tag:yaml.org,2002:str') return tag;
    const { stringify } = tag;
    return {
      ...tag,
      stringify: (item, context, ...rest) =>
        goYamlScalar(String(item.value), context.inFlow === true) ?? stringify?.(item, context, ...rest) ?? '',
    };
  });
}

function nodeOf(printed: Printed, document: Document): Node | null {
  if (printed instanceof Flow) {
    const items = listOf(printed.items, document);
    items.flow = true;
    return items;
  }
  if (Array.isArray(printed)) return listOf(printed, document);
  if (typeof printed === 'object' && printed !== null) {
    const map = new YAMLMap();
    for (const [key, value] of Object.entries(printed)) {
      if (value !== undefined) map.add({ key: document.createNode(key), value: nodeOf(value, document) });
    }
    if (map.items.length === 0) map.flow = true;
    return map;
  }
  return document.createNode(printed);
}

function listOf(items: readonly Printed[], document: Document): YAMLSeq {
  const list = new YAMLSeq();
  for (const item of items) list.add(nodeOf(item, document));
  if (items.length === 0) list.flow = true;
  return list;
}
