// Line drawings on a grid of 16, each a list of paths; a circle is "c x y r".
const SHAPES = {
  chat: ['M2.5 3.5h11v7.5H8l-3 2.500v-2.500H2.500z'],
  down: ['m4 6 4 4 4-4'],
  next: ['m6 4 4 4-4 4'],
  back: ['m10 4-4 4 4 4'],
  minus: ['M3.5 8h9'],
  close: ['m4 4 8 8M12 4l-8 8'],
  dots: ['c 3.5 8 .7', 'c 8 8 .7', 'c 12.5 8 .7'],
  clip: [
    'm12.8 7.600-4.700 4.700a3 3 0 0 1-4.200-4.200l5-5a2 2 0 0 1 2.800 2.800l-5 5a1 1 0 0 1-1.400-1.400l4.600-4.600',
  ],
  send: ['M2.500 8 13.500 2.800 10.300 13.500 7.700 9z', 'm7.700 9 5.800-6.200'],
  smile: [
    'c 8 8 5.7',
    'M5.500 9.600c.6.9 1.500 1.400 2.500 1.400s1.900-.5 2.500-1.400',
    'M6 6.400v.4M10 6.400v.4',
  ],
  eye: [
    'M1.800 8S4 3.800 8 3.800 14.200 8 14.200 8 12 12.200 8 12.200 1.800 8 1.800 8z',
    'c 8 8 1.8',
  ],
  check: ['m3.500 8.500 3 3 6-7'],
  clock: ['c 8 8 5.7', 'M8 4.800V8l2.200 1.600'],
  alert: ['c 8 8 5.7', 'M8 4.900v3.600M8 10.800v.2'],
  file: ['M4 2.500h5l3 3v8H4zM9 2.500v3h3'],
  mail: [
    'M3.500 3.500h9c.8 0 1.500.7 1.500 1.500v6c0 .8-.7 1.500-1.500 1.500h-9C2.700 12.500 2 11.800 2 11V5c0-.8.7-1.500 1.500-1.500z',
    'm2.500 5 5.500 4 5.500-4',
  ],
  people: [
    'c 6 5.500 2.300',
    'M1.800 13c.4-2.500 2-3.800 4.200-3.800s3.800 1.300 4.200 3.800',
    'M10.300 3.400a2.300 2.300 0 0 1 0 4.200M12 9.600c1.300.6 2 1.700 2.300 3.400',
  ],
  exit: ['M9.500 3H4v10h5.500', 'M7.500 8h6.300m-2.300-2.500L14 8l-2.500 2.500'],
  history: ['M3 8a5.200 5.200 0 1 0 1.700-3.900L3 5.700', 'M3 2.800v2.900h2.900M8 5v3.200l2 1.300'],
}

export type IconName = keyof typeof SHAPES

const SVG = 'http://www.w3.org/2000/svg'

export function icon(name: IconName, size = 16): SVGSVGElement {
  return drawing(SHAPES[name], size)
}

export function drawing(shapes: readonly string[], size: number): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  const attributes = {
    viewBox: '0 0 16 16',
    width: size,
    height: size,
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': 1.4,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'aria-hidden': 'true',
    focusable: 'false',
  }
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, String(value))
  for (const shape of shapes) svg.append(drawn(shape))
  return svg
}

function drawn(shape: string): SVGElement {
  if (!shape.startsWith('c ')) {
    const path = document.createElementNS(SVG, 'path')
    path.setAttribute('d', shape)
    return path
  }
  const circle = document.createElementNS(SVG, 'circle')
  const [cx, cy, r] = shape.slice(2).split(' ')
  for (const [key, value] of Object.entries({ cx, cy, r })) circle.setAttribute(key, value ?? '0')
  return circle
}
