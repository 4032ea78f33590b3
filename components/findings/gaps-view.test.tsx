import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { Gap, GapKind } from '../../lib/inventory/gap.ts'
import { GapsView } from './gaps-view.tsx'

function gapOf(parts: Partial<Gap> = {}): Gap {
  return {
    id: 'g-1',
    kind: 'denied',
    account: '111122223333',
    region: 'eu-west-1',
    key: 'FlowLogs',
    resourceId: null,
    message: 'describe-flow-logs was refused.',
    remedy: null,
    ...parts,
  }
}

const render = (gaps: readonly Gap[]) => renderToStaticMarkup(<GapsView gaps={gaps} onInspect={() => undefined} />)

const KINDS: readonly GapKind[] = [
  'not-collected',
  'denied',
  'partial',
  'dangling-reference',
  'unreadable',
  'unknown-scope',
  'unsupported',
]

describe('the gaps view', () => {
  it.each(KINDS)('shows a gap of kind %s, with whose it is', (kind) => {
    const markup = render([gapOf({ kind, message: `about ${kind}` })])
    expect(markup).toContain(`about ${kind}`)
    expect(markup).toContain('111122223333 · eu-west-1')
  })

  it('offers a command to copy, and a sentence as a sentence', () => {
    expect(render([gapOf({ remedy: 'aws ec2 describe-flow-logs' })])).toContain('Copy command')
    const sentence = render([gapOf({ remedy: 'Allow ec2:DescribeFlowLogs and collect again.' })])
    expect(sentence).not.toContain('Copy command')
    expect(sentence).toContain('Allow ec2:DescribeFlowLogs and collect again.')
  })

  it('leads to the resource a gap weakens', () => {
    expect(render([gapOf({ resourceId: 'sg-0ffe' })])).toContain('sg-0ffe')
  })

  it('drops no gap, however many of a kind there are', () => {
    const many = Array.from({ length: 130 }, (_, at) => gapOf({ id: `g-${at}`, message: `gap number ${at} ends` }))
    const markup = render(many)
    expect(many.filter(({ message }) => markup.includes(message))).toHaveLength(130)
    expect(markup).toContain('90 more')
  })

  it('says plainly when there is none', () => {
    expect(render([])).toContain('Every list the analysis reads was collected, whole.')
  })
})
