import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { Fact } from '../../lib/snapshots/snapshot.ts'
import type { SceneNode } from '../../lib/topology/scene.ts'
import { FactList } from './fact-list.tsx'
import { JsonView } from './json-view.tsx'
import { NodeFacts } from './node-facts.tsx'

const nothing = () => undefined

describe('facts', () => {
  const fact: Fact = { label: 'VPC', value: 'vpc-1', pointer: null, linkTo: null }
  const render = (facts: readonly Fact[], onWhatIf: (() => void) | null = nothing) =>
    renderToStaticMarkup(<FactList facts={facts} onInspect={nothing} onPoint={nothing} onWhatIf={onWhatIf} />)
  const buttons = (markup: string) => markup.split('<button').length - 1

  it.each([
    ['plain text', fact, 0],
    ['a way to the resource its value names', { ...fact, linkTo: 'vpc-1' }, 1],
    ['a way to its place in the JSON', { ...fact, pointer: '/Subnets/0/VpcId' }, 1],
    ['both ways', { ...fact, linkTo: 'vpc-1', pointer: '/Subnets/0/VpcId' }, 2],
  ])('a fact is %s', (...[, shown, ways]) => {
    const markup = render([shown])
    expect(markup).toContain('vpc-1')
    expect(buttons(markup)).toBe(ways)
  })

  it('offers to think a rule away, but not on a guest’s page and not for what is no rule', () => {
    const rule = { ...fact, label: 'tcp/22', value: 'from 0.0.0.0/0', ruleIds: ['sgr-1'] }
    expect(render([rule])).toContain('What if this were removed? tcp/22 from 0.0.0.0/0')
    expect(render([rule], null)).not.toContain('What if')
    expect(render([{ ...rule, ruleIds: [] }, fact])).not.toContain('What if')
  })

  it('shows two facts of one label, in order', () => {
    const markup = render([fact, { ...fact, value: 'vpc-2' }])
    expect(markup.indexOf('vpc-1')).toBeLessThan(markup.indexOf('vpc-2'))
  })
})

describe('JSON as stored', () => {
  const json = { GroupName: '</pre><script>alert(1)</script>', IpPermissions: [{ FromPort: 22 }] }

  it('is text, whatever it holds', () => {
    const markup = renderToStaticMarkup(<JsonView json={json} marked={null} />)
    expect(markup).not.toContain('<script>')
    expect(markup).toContain('&lt;script&gt;')
  })

  it('marks the value a pointer names, and marks nothing when none is named', () => {
    const mark = 'bg-accent-wash'
    expect(renderToStaticMarkup(<JsonView json={json} marked={null} />)).not.toContain(mark)
    const marked = renderToStaticMarkup(<JsonView json={json} marked="/IpPermissions/0" />)
    expect(marked.split(mark)).toHaveLength(4)
  })

  it('says how many lines it holds back, and holds back none before the mark', () => {
    const long = Array.from({ length: 600 }, (_, at) => at)
    expect(renderToStaticMarkup(<JsonView json={long} marked={null} />)).toContain('Show 202 more lines')
    expect(renderToStaticMarkup(<JsonView json={long} marked="/550" />)).not.toContain('more lines')
  })
})

describe('what is no single resource', () => {
  const node: SceneNode = {
    id: 'fold:web',
    kind: 'instance',
    parentId: null,
    code: 'EC2',
    label: 'web',
    detail: 'tcp/8080',
    subnetClass: null,
    fill: null,
    resourceIds: ['i-1', 'i-2'],
    foldKey: 'k',
    collected: true,
    facts: ['private'],
    x: 0,
    y: 0,
    width: 160,
    height: 44,
    count: 2,
    contents: [],
    level: null,
  }
  const render = (shown: SceneNode) =>
    renderToStaticMarkup(
      <NodeFacts node={shown} badges={new Map([['i-2', { worst: 'high', count: 1 }]])} onInspect={nothing} />,
    )

  it('names every member of a fold, each with its own worst severity', () => {
    const markup = render(node)
    expect(markup).toContain('i-1')
    expect(markup).toContain('i-2')
    expect(markup.split('aria-label="High"')).toHaveLength(2)
    expect(markup).toContain('Folded because they are equal')
  })

  it('says that something named was not collected', () => {
    expect(render({ ...node, collected: false })).toContain('Not collected')
    expect(render(node)).not.toContain('Not collected')
  })
})
