// Shapes of JSON as values, so that one text is both the type in the editor and the check in the
// tests. The browser itself trusts its own server and uses only the types.

export interface Shape<T> {
  // What is wrong, each as "path: problem"; empty if the value has this shape.
  check(value: unknown, path: string): string[]
  readonly type?: T // exists only for the compiler
}
export type TypeOf<S> = S extends Shape<infer T> ? T : never

function plain<T>(name: string, fits: (value: unknown) => boolean): Shape<T> {
  return { check: (value, path) => (fits(value) ? [] : [`${path}: not ${name}`]) }
}

export const text = plain<string>('a text', (value) => typeof value === 'string')
export const number = plain<number>('a number', (value) => typeof value === 'number')
export const flag = plain<boolean>('true or false', (value) => typeof value === 'boolean')
export const anything = plain<unknown>('anything', () => true)
// RFC 3339 in UTC with milliseconds.
export const time = plain<string>(
  'a time',
  (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value),
)

/* @__NO_SIDE_EFFECTS__ */
export function oneOf<const T extends string>(...values: T[]): Shape<T> {
  return plain<T>(`one of ${values.join(', ')}`, (value) => values.includes(value as T))
}

/* @__NO_SIDE_EFFECTS__ */
export function list<T>(item: Shape<T>): Shape<T[]> {
  return {
    check: (value, path) =>
      Array.isArray(value)
        ? value.flatMap((one, index) => item.check(one, `${path}[${index}]`))
        : [`${path}: not a list`],
  }
}

/* @__NO_SIDE_EFFECTS__ */
export function map<T>(item: Shape<T>): Shape<Record<string, T>> {
  return {
    check: (value, path) =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, one]) => item.check(one, `${path}.${key}`))
        : [`${path}: not an object`],
  }
}

/* @__NO_SIDE_EFFECTS__ */
export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return { check: (value, path) => (value === null ? [] : shape.check(value, path)) }
}

// A member that may be left out.
interface Optional<T> extends Shape<T | undefined> {
  readonly isOptional: true
}
/* @__NO_SIDE_EFFECTS__ */
export function optional<T>(shape: Shape<T>): Optional<T> {
  return {
    isOptional: true,
    check: (value, path) => (value === undefined ? [] : shape.check(value, path)),
  }
}

type Members = Record<string, Shape<unknown>>
type OptionalKeys<M> = { [K in keyof M]: M[K] extends Optional<unknown> ? K : never }[keyof M]
type ObjectOf<M extends Members> = {
  [K in Exclude<keyof M, OptionalKeys<M>>]: TypeOf<M[K]>
} & { [K in OptionalKeys<M>]?: TypeOf<M[K]> }
type Flat<T> = { [K in keyof T]: T[K] }

// Exactly these members.
/* @__NO_SIDE_EFFECTS__ */
export function object<M extends Members>(members: M): Shape<Flat<ObjectOf<M>>> {
  return {
    check: (value, path) => {
      if (typeof value !== 'object' || value === null) return [`${path}: not an object`]
      const given = value as Record<string, unknown>
      const unknown = Object.keys(given).filter((key) => !(key in members))
      return [
        ...unknown.map((key) => `${path}.${key}: unknown`),
        ...Object.entries(members).flatMap(([key, shape]) => {
          const isMissing = !(key in given) && !('isOptional' in shape)
          return isMissing ? [`${path}.${key}: missing`] : shape.check(given[key], `${path}.${key}`)
        }),
      ]
    },
  }
}
