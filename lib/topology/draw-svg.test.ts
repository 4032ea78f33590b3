import { describe, expect, it } from 'vitest'
import { readDescribe } from '../inventory/read-describe.ts'
import { sampleDocuments } from '../sources/sample/sample-estate.ts'
import { estateOfSize } from '../testing/estate-of-size.ts'
import { sketchNetwork } from '../testing/sketch-network.ts'
import { buildGraph } from './build-graph.ts'
import { buildScene } from './build-scene.ts'
import { type DrawOptions, drawSvg } from './draw-svg.ts'
import type { Scene } from './scene.ts'

const OPTIONS: DrawOptions = { theme: 'light', title: 'A small network', footer: 'Complete: 1 account, 1 region.' }

function sceneOf(inventory: ReturnType<typeof readDescribe>): Scene {
  return buildScene(buildGraph(inventory))
}

/** Every tag closed in order, every attribute quoted, no stray `&` or `<`. Throws where it is not so. */
function expectWellFormed(xml: string): void {
  const open: string[] = []
  let text = xml
  const tag = /^<(\/?)([a-z]+)((?: [a-zA-Z-]+="[^"<&]*(?:&#\d+;[^"<&]*)*")*)(\/?)>/
  while (text !== '') {
    const words = /^[^<&]+|^&#\d+;/.exec(text)
    if (words) {
      text = text.slice(words[0].length)
      continue
    }
    const match = tag.exec(text)
    if (!match) throw new Error(`Not well-formed at: ${text.slice(0, 120)}`)
    const [whole, closing, name = '', , empty] = match
    if (closing) expect(open.pop()).toBe(name)
    else if (!empty) open.push(name)
    text = text.slice(whole.length)
  }
  expect(open).toEqual([])
}

describe('drawSvg', () => {
  it('draws a small network as agreed', async () => {
    const svg = drawSvg(sceneOf(sketchNetwork()), { ...OPTIONS, badges: new Map([['i-1', 'critical']]) })
    await expect(svg).toMatchFileSnapshot('golden/small-network.svg')
  })

  it.each(['light', 'dark'] as const)('is well-formed and asks nobody for anything, %s', (theme) => {
    const networks = [
      readDescribe(sampleDocuments()),
      readDescribe(estateOfSize({ vpcs: 30, subnetsPerVpc: 6, instancesPerSubnet: 3, accounts: 3 })),
    ]
    for (const inventory of networks) {
      const exposure = new Map(
        [...inventory.instances.keys()].map((id, index) => [
          id,
          index % 2 === 0 ? ('internet' as const) : ('unknown' as const),
        ]),
      )
      const svg = drawSvg(sceneOf(inventory), { ...OPTIONS, theme, exposure })
      expectWellFormed(svg)
      expect(svg).not.toMatch(/(?:href|src)="(?!#)|url\((?!#)|@import|<script|<foreignObject|javascript:/i)
      expect(svg.match(/https?:[^"]*/g)).toEqual(['http://www.w3.org/2000/svg'])
    }
  })

  it('draws every mounted node, and says in the title and the foot what it is and what it lacks', () => {
    const scene = sceneOf(readDescribe(sampleDocuments()))
    const svg = drawSvg(scene, { ...OPTIONS, footer: '2 regions denied' })
    expect(svg).toContain('>A small network<')
    expect(svg).toContain('>2 regions denied<')
    expect(svg).toContain(`${scene.counts.resources} resources`)
    for (const node of scene.nodes.filter((item) => item.kind === 'instance'))
      expect(svg).toContain(`<title>${node.label}`)
  })

  it('keys only what is on the picture', () => {
    const svg = drawSvg(sceneOf(sketchNetwork()), OPTIONS)
    expect(svg).toContain('>Public<')
    expect(svg).not.toContain('>Isolated<')
    expect(svg).not.toContain('Folded')
    expect(svg).not.toContain('>Critical<')
  })

  it('says of an arrow that groups admit, not that traffic gets there: no route or ACL was asked', () => {
    const subnets = { 'subnet-1': { cidr: '10.0.0.0/24' }, 'subnet-2': { cidr: '10.0.1.0/24' } }
    const interfaces = { 'eni-1': {}, 'eni-2': { subnet: 'subnet-2', groups: ['sg-2'], instance: null } }
    const groups = { 'sg-1': [], 'sg-2': ['in tcp 5432 sg-1'] }
    const svg = drawSvg(sceneOf(sketchNetwork({ subnets, interfaces, groups })), OPTIONS)
    expect(svg).toContain('Admitted by groups')
    expect(svg).not.toContain('Traffic')
  })

  it('shows badges and rings of what is folded away in a closed container', () => {
    const scene = sceneOf(readDescribe(estateOfSize({ vpcs: 40, subnetsPerVpc: 3, instancesPerSubnet: 2 })))
    const marks = { badges: new Map([['i-000000000000000', 'high' as const]]) }
    expect(drawSvg(scene, { ...OPTIONS, ...marks })).toContain('>High<')
  })

  it('cannot be led astray by a name: markup is escaped, the unseen is spelt out', () => {
    const hostile = '"><script>alert(1)</script>&amp;\u202Egnp.exe\u0000\u200B\uD800 \uFFFF'
    const inventory = sketchNetwork({
      elements: {
        Vpcs: [
          { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', State: 'available', Tags: [{ Key: 'Name', Value: hostile }] },
        ],
      },
    })
    const svg = drawSvg(sceneOf(inventory), { ...OPTIONS, title: hostile, footer: hostile })
    expectWellFormed(svg)
    expect(svg).not.toContain('<script')
    for (const unseen of ['\u202e', '\u200b', '\u0000', '\uffff']) expect(svg).not.toContain(unseen)
    expect(svg).toContain('⟨U+202E⟩')
  })

  it('draws an empty network as a horizon and nothing else', () => {
    const svg = drawSvg(sceneOf(readDescribe([])), OPTIONS)
    expectWellFormed(svg)
    expect(svg).toContain('>Internet<')
  })
})
