/** Describe documents with one thing changed, for asking the same question again. */

import type { DescribeDocument, DescribeKey, JsonObject, JsonValue } from '../../describe/document.ts'

type Json = JsonValue | undefined

/** Every element of a key through `edit`; the document unchanged where the key was not collected. */
export function editElements(
  document: DescribeDocument,
  key: DescribeKey,
  edit: (element: JsonObject) => JsonObject,
): DescribeDocument {
  const all = document.elements.get(key)
  return all ? { ...document, elements: new Map([...document.elements, [key, all.map(edit)]]) } : document
}

/** The one element whose field has this value through `edit`. */
export function editElement(
  document: DescribeDocument,
  [key, field, id]: readonly [DescribeKey, string, string],
  edit: (element: JsonObject) => JsonObject,
): DescribeDocument {
  return editElements(document, key, (element) => (element[field] === id ? edit(element) : element))
}

/** What an RFC 6901 pointer leads to, without a line of the engine's; undefined where it leads nowhere. */
export function valueAt(document: DescribeDocument, pointer: string): Json {
  return stepsOf(pointer).reduce<Json>((value, step) => below(value, step), asJson(document))
}

/** The document without the element or entry a pointer leads to. */
export function without(document: DescribeDocument, pointer: string): DescribeDocument {
  return withValue(document, pointer, () => undefined)
}

/** The document with another value at a pointer. */
export function withValue(
  document: DescribeDocument,
  pointer: string,
  change: (value: JsonObject) => JsonObject | undefined,
): DescribeDocument {
  const changed = changedBelow(asJson(document), stepsOf(pointer), change)
  return { ...document, elements: new Map(Object.entries(Object(changed)) as [DescribeKey, JsonObject[]][]) }
}

function asJson({ elements }: DescribeDocument): JsonValue {
  return Object.fromEntries(elements)
}

function stepsOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function below(value: Json, step: string): Json {
  return Object(value)[step]
}

function changedBelow(value: Json, [step, ...rest]: readonly string[], change: (value: JsonObject) => Json): Json {
  if (step === undefined) return change(Object(value))
  const inner = changedBelow(below(value, step), rest, change)
  if (Array.isArray(value)) {
    return value.flatMap((each: JsonValue, index) =>
      index === Number(step) ? (inner === undefined ? [] : [inner]) : [each],
    )
  }
  return { ...Object(value), [step]: inner }
}
