// The shop's pictures, drawn as shapes on a field of 620 × 520: a landscape in the colours of an
// hour, and one thing standing in it.

type Shape = readonly [tag: 'path' | 'circle' | 'rect' | 'ellipse', attributes: string]

const SVG = 'http://www.w3.org/2000/svg'

interface Hour {
  sky: string
  sun: string
  far: string
  mid: string
  near: string
}

export const HOURS: readonly Hour[] = [
  { sky: '#DCE6E6', sun: '#F6E3B4', far: '#A9BFBF', mid: '#7C9A92', near: '#4F6F5C' },
  { sky: '#C9D6CF', sun: '#FFF6DC', far: '#9DB5A6', mid: '#6F8F78', near: '#3F5F49' },
  { sky: '#E9D9B4', sun: '#E58F4E', far: '#CDA97A', mid: '#9A7C58', near: '#5E5238' },
  { sky: '#26343F', sun: '#E6E3CF', far: '#1F2B35', mid: '#1A252C', near: '#131C1F' },
]

const THINGS: Record<string, readonly Shape[]> = {
  tent: [
    ['path', 'd:M160 450 300 240l150 210z;fill:#E2A63D'],
    ['path', 'd:M300 240 450 450h-90z;fill:#C4842A'],
    ['path', 'd:M300 240 262 450h76z;fill:#3B2E22'],
    ['path', 'd:M300 240 262 450h-26z;fill:#F0BC5B'],
    ['path', 'd:M160 450h290;stroke:#7A5A22;stroke-width:4'],
    ['path', 'd:m160 450-24 14m314-14 26 14;stroke:#7A5A22;stroke-width:2'],
  ],
  lodge: [
    ['path', 'd:M110 455V330c0-70 60-110 130-110h140c70 0 130 40 130 110v125z;fill:#B5563C'],
    ['path', 'd:M380 220c70 0 130 40 130 110v125H400V300c0-40-6-62-20-80z;fill:#95432D'],
    ['path', 'd:M210 455V330c0-34 22-56 50-56s50 22 50 56v125z;fill:#3A211A'],
    ['path', 'd:M260 274c-28 0-50 22-50 56v125h34c2-70 4-130 16-181z;fill:#D8785B'],
    ['path', 'd:M100 455h420;stroke:#5F2B1D;stroke-width:5'],
    ['rect', 'x:420;y:330;width:60;height:48;rx:8;fill:#EBC9A8'],
  ],
  bag: [
    [
      'path',
      'd:M200 240c0-50 40-80 100-80s100 30 100 80l14 190c2 26-22 40-114 40s-116-14-114-40z;fill:#3E6C8F',
    ],
    ['path', 'd:M226 250c0-38 30-60 74-60s74 22 74 60c0 26-30 40-74 40s-74-14-74-40z;fill:#25435B'],
    [
      'path',
      'd:M242 256c4-28 26-44 58-44s54 16 58 44c-12-14-32-20-58-20s-46 6-58 20z;fill:#E9B872',
    ],
    ['path', 'd:M300 290v178;stroke:#F0D8A8;stroke-width:4;stroke-dasharray:9 6'],
    ['path', 'd:M194 330h212M190 384h220M187 434h226;stroke:#325A79;stroke-width:5'],
  ],
  mat: [
    ['path', 'd:M150 400h330c26 0 46 16 46 36s-20 34-46 34H150z;fill:#D77F3F'],
    ['circle', 'cx:160;cy:400;r:72;fill:#E79A5C'],
    ['circle', 'cx:160;cy:400;r:50;fill:none;stroke:#B9642B;stroke-width:7'],
    ['circle', 'cx:160;cy:400;r:28;fill:none;stroke:#B9642B;stroke-width:7'],
    ['path', 'd:M250 420h230M250 450h230;stroke:#B9642B;stroke-width:4;stroke-dasharray:26 12'],
  ],
  boot: [
    [
      'path',
      'd:M210 210h104l8 120c20 30 90 34 124 62 14 12 16 34 14 52H206c-10-80-6-160 4-234z;fill:#8A5A34',
    ],
    ['path', 'd:M210 210h104l3 40H206z;fill:#6E4526'],
    ['path', 'd:M196 440h270c8 0 10 32 0 32H204c-12 0-14-32-8-32z;fill:#2B241D'],
    ['path', 'd:m268 290 62-18m-58 50 66-16m-60 48 72-14;stroke:#E9D3A6;stroke-width:6'],
    ['path', 'd:M400 372c-6 24-6 46-2 68;stroke:#6E4526;stroke-width:5'],
  ],
  shoe: [
    [
      'path',
      'd:M170 380c10-60 40-84 84-84 30 44 60 58 116 66 50 8 84 26 86 70H168c-4-18-2-36 2-52z;fill:#5D7F6B',
    ],
    ['path', 'd:M254 296c-40 10-58 34-62 74 50-6 74-28 88-44z;fill:#E8E0CB'],
    ['path', 'd:M164 430h296c8 0 8 26-2 26H172c-12 0-14-26-8-26z;fill:#E2A63D'],
    ['path', 'd:M300 352c-12 24-14 50-12 78;stroke:#456452;stroke-width:5'],
  ],
  poles: [
    ['path', 'd:M150 450 420 190;stroke:#C9CED2;stroke-width:12'],
    ['path', 'd:m200 470 270-240;stroke:#E3E6E8;stroke-width:12'],
    [
      'path',
      'd:m240 364 40-38m64-62 40-38m-90 158 44-38m64-56 40-36;stroke:#D0552F;stroke-width:14',
    ],
    ['path', 'd:M250 470h90;stroke:#8E979C;stroke-width:20'],
  ],
  tin: [
    ['path', 'd:M180 330h260v104c0 24-58 40-130 40s-130-16-130-40z;fill:#C9A13B'],
    ['ellipse', 'cx:310;cy:330;rx:130;ry:42;fill:#E4C264'],
    ['ellipse', 'cx:310;cy:328;rx:106;ry:32;fill:#7C5A1E'],
    ['ellipse', 'cx:304;cy:324;rx:86;ry:22;fill:#F3DFA0'],
    ['path', 'd:M236 398h148v38c-46 10-102 10-148 0z;fill:#2F4A32'],
    ['path', 'd:m286 424 24-26 24 26z;fill:#F3DFA0'],
  ],
}

function land(hour: Hour): readonly Shape[] {
  return [
    ['rect', `width:620;height:520;fill:${hour.sky}`],
    ['circle', `cx:470;cy:120;r:46;fill:${hour.sun}`],
    ['path', `d:M0 300 120 170l90 90 120-150 130 160 80-70 80 90v230H0z;fill:${hour.far}`],
    ['path', `d:M0 370 150 270l120 80 140-110 210 150v130H0z;fill:${hour.mid}`],
    ['path', `d:M0 430c120-40 240-30 330-10s190 20 290-10v110H0z;fill:${hour.near}`],
  ]
}

// `name` tells people who cannot see it what it shows; without it the picture is decoration.
export function picture(thing: string, hour = 0, name = ''): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 620 520')
  svg.setAttribute('preserveAspectRatio', 'xMidYMid slice')
  svg.setAttribute('fill', 'none')
  svg.setAttribute('stroke-linecap', 'round')
  if (name === '') svg.setAttribute('aria-hidden', 'true')
  else {
    svg.setAttribute('role', 'img')
    svg.setAttribute('aria-label', name)
  }
  const shapes = [...land(HOURS[hour] ?? (HOURS[0] as Hour)), ...(THINGS[thing] ?? [])]
  for (const [tag, attributes] of shapes) {
    const element = document.createElementNS(SVG, tag)
    for (const attribute of attributes.split(';')) {
      const at = attribute.indexOf(':')
      element.setAttribute(attribute.slice(0, at), attribute.slice(at + 1))
    }
    svg.append(element)
  }
  return svg
}
