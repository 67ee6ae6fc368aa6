// The OpenAPI document as a page: every address, frame and shape, folded, with a filter.
// Everything is put in as text.

const about = document.getElementById('about')
const list = document.getElementById('list')
const filter = document.getElementById('filter')

function element(name, className, ...children) {
  const made = document.createElement(name)
  if (className) made.className = className
  made.append(...children)
  return made
}

// A schema in the short form people write by hand: {"id": string, "items": [Message]}.
function shape(schema, indent = '') {
  if (schema === undefined) return ''
  if (schema.$ref !== undefined) return schema.$ref.split('/').pop()
  if (schema.enum !== undefined) return schema.enum.map((one) => JSON.stringify(one)).join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  const choices = schema.oneOf ?? schema.anyOf
  if (choices !== undefined) return choices.map((one) => shape(one, indent)).join(' | ')
  if (schema.type === 'array') return `[${shape(schema.items, indent)}]`
  if (schema.properties !== undefined) return objectShape(schema, indent)
  if (schema.additionalProperties instanceof Object) {
    return `{ …: ${shape(schema.additionalProperties, indent)} }`
  }
  const type = Array.isArray(schema.type) ? schema.type.join(' | ') : (schema.type ?? 'any')
  return schema.format === undefined ? type : `${type} (${schema.format})`
}

function objectShape(schema, indent) {
  const inner = `${indent}  `
  const required = new Set(schema.required ?? [])
  const lines = Object.entries(schema.properties).map(([name, member]) => {
    return `${inner}${name}${required.has(name) ? '' : '?'}: ${shape(member, inner)}`
  })
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`
}

function schemaOf(content) {
  return content === undefined ? undefined : Object.values(content)[0]?.schema
}

function section(title, text) {
  return text === '' ? [] : [element('h3', '', title), element('pre', '', text)]
}

function entry(method, name, summary, ...parts) {
  const made = element(
    'details',
    '',
    element(
      'summary',
      '',
      ...(method === '' ? [] : [element('span', 'method', method)]),
      element('code', '', name),
      element('span', 'summary', summary ?? ''),
    ),
    element('div', 'body', ...parts),
  )
  made.dataset.text = made.textContent.toLowerCase()
  return made
}

function operation(method, path, described) {
  const asked = (described.parameters ?? []).map((one) => {
    return `${one.name} (${one.in}): ${shape(one.schema)}`
  })
  const who = []
  if ((described.security ?? []).length === 0) who.push('Anybody')
  for (const one of described.security ?? []) who.push(Object.keys(one).join(' and '))
  if (described['x-permission'] !== undefined) {
    who.push(`permission ${described['x-permission']}`)
  }
  const answers = Object.entries(described.responses ?? {}).map(([status, answer]) => {
    const schema = schemaOf(answer.content)
    const text = answer.$ref === undefined ? shape(schema) : shape(answer)
    return `${status} ${text}`.trim()
  })
  return entry(
    method.toUpperCase(),
    path,
    described.summary,
    ...section('Who', who.join(', ')),
    ...section('Parameters', asked.join('\n')),
    ...section('Body', shape(schemaOf(described.requestBody?.content))),
    ...section('Answers', answers.join('\n')),
    ...section('Errors of its own', (described['x-error-codes'] ?? []).join(', ')),
  )
}

function operations(document_) {
  const groups = new Map()
  for (const [path, methods] of Object.entries(document_.paths ?? {})) {
    const name = path.split('/')[3] ?? path
    if (!groups.has(name)) groups.set(name, [])
    for (const [method, described] of Object.entries(methods)) {
      groups.get(name).push(operation(method, path, described))
    }
  }
  return groups
}

// {"do": {"offers.accept": {summary, args, data}}, "numbered": {"offer.made": schema}, …}
function socketGroup(socket) {
  const requests = Object.entries(socket?.do ?? {}).map(([name, row]) =>
    entry('do', name, row.summary, ...section('args', shape(row.args)), ...section('data', shape(row.data))),
  )
  const frames = ['numbered', 'unnumbered'].flatMap((kind) =>
    Object.entries(socket?.[kind] ?? {}).map(([type, schema]) =>
      entry('frame', type, kind, ...section('data', shape(schema))),
    ),
  )
  return [...requests, ...frames]
}

function schemas(document_) {
  return Object.entries(document_.components?.schemas ?? {}).map(([name, schema]) =>
    entry('', name, '', element('pre', '', shape(schema))),
  )
}

function show(document_) {
  const { title, version } = document_.info ?? {}
  about.replaceChildren(
    `${title ?? 'Firstline'} ${version ?? ''}, as `,
    Object.assign(element('a', '', 'openapi.json'), { href: '/api/openapi.json' }),
  )
  const groups = operations(document_)
  groups.set('live socket: GET /api/v1/live', socketGroup(document_['x-live']))
  groups.set('visitor socket: GET /api/v1/widget/live', socketGroup(document_['x-visitor-live']))
  groups.set('shapes', schemas(document_))
  for (const [name, entries] of groups) {
    if (entries.length === 0) continue
    list.append(element('section', '', element('h2', '', name), ...entries))
  }
}

filter.addEventListener('input', () => {
  const wanted = filter.value.trim().toLowerCase()
  for (const group of list.querySelectorAll('section')) {
    let isAny = false
    for (const one of group.querySelectorAll('details')) {
      one.hidden = !one.dataset.text.includes(wanted)
      isAny ||= !one.hidden
    }
    group.hidden = !isAny
  }
})

try {
  const answer = await fetch('/api/openapi.json')
  if (!answer.ok) throw new Error(`status ${answer.status}`)
  show(await answer.json())
} catch (error) {
  about.textContent = `The document could not be loaded: ${error.message}.`
}
