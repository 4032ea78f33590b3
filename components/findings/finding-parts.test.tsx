import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it, vi } from 'vitest'
import type { BlastRadius } from '../../lib/reports/blast-radius.ts'
import { findingOf } from '../../lib/testing/finding-of.ts'
import { findKeyPressed } from '../shell/find-keys.ts'
import { BlastRadiusFacts, hasRadius } from './blast-radius-card.tsx'
import { FindingDetail } from './finding-detail.tsx'
import { findingLink } from './finding-link.ts'

const nothing = () => undefined
const words = (markup: string) => markup.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

const radius: BlastRadius = { ruleIds: ['sgr-1'], closes: ['bastion-1 tcp/22'], breaks: [], opens: [], complete: true }
const told = (parts: Partial<BlastRadius>) =>
  words(renderToStaticMarkup(<BlastRadiusFacts radius={{ ...radius, ...parts }} onWhatIf={null} />))

describe('what closing a finding would break', () => {
  it.each([
    ['what it closes, and that nothing breaks', {}, 'Closes 1 exposure, breaks nothing inside.'],
    ['what breaks', { breaks: ['a → b tcp/22'] }, 'breaks 1 connection inside'],
    ['what would open', { opens: ['a tcp/80', 'b tcp/80'] }, 'and opens 2 exposures'],
    ['that not every pair was looked at', { complete: false }, 'what it breaks inside is not known in full'],
  ])('says %s', (_name, parts, said) => {
    expect(told(parts)).toContain(said)
  })

  it('is asked only of a failure that names a rule of its own resource', () => {
    const fact = { kind: 'security-group-rule', pointer: null, account: null, region: null, excerpt: '' } as const
    const own = [{ ...fact, resourceId: 'sg-1', networkRuleId: 'sgr-1' }]
    expect(hasRadius(findingOf({ evidence: own }))).toBe(true)
    expect(hasRadius(findingOf({ evidence: own, status: 'NOT_EVALUATED' }))).toBe(false)
    expect(hasRadius(findingOf({ evidence: [{ ...fact, resourceId: 'acl-1', networkRuleId: 'x' }] }))).toBe(false)
    expect(hasRadius(findingOf())).toBe(false)
  })
})

describe('the detail', () => {
  const detail = (parts: Partial<Parameters<typeof FindingDetail>[0]>) =>
    words(
      renderToStaticMarkup(
        <FindingDetail finding={findingOf()} onBack={null} onInspect={nothing} onWhatIf={null} {...parts} />,
      ),
    )

  it('says why there is no verdict and which command would answer, and claims no severity', () => {
    const reasonNotEvaluated = 'FlowLogs was refused by AWS. To answer: aws ec2 describe-flow-logs'
    const text = detail({ finding: findingOf({ status: 'NOT_EVALUATED', reasonNotEvaluated }) })
    expect(text).toContain('FlowLogs was refused by AWS.')
    expect(text).toContain('aws ec2 describe-flow-logs')
    expect(text).not.toMatch(/Critical|Remediation|Why this severity/)
  })

  it('lists the others of its root cause', () => {
    const siblings = [findingOf({ id: 'f-2', title: 'The same rule, told otherwise' })]
    const text = detail({ siblings, onFinding: nothing })
    expect(text).toContain('1 other finding has the same cause')
    expect(text).toContain('The same rule, told otherwise')
  })

  it('shows nothing that looks whole while the rest is on its way', () => {
    const text = detail({ whole: false })
    expect(text).toContain('Reading the rest of this finding')
    expect(text).not.toMatch(/Remediation|Copy as ticket/)
  })
})

describe('findingLink', () => {
  it('hands on nothing from a guest’s page', () => {
    const snapshot = { id: 's-1', name: 'x', createdAt: '', source: 'files' } as const
    expect(findingLink({ snapshot, frozen: true }, 'f-1')).toBeNull()
  })
})

describe('keys in the find box', () => {
  const suggestions = [{ label: 'severity:', detail: '', text: 'severity:', caret: 9 }]
  const press = (key: string, parts: { value?: string; active?: number }) => {
    const box = { setActive: vi.fn(), take: vi.fn(), close: vi.fn(), onChange: vi.fn() }
    const event = { key, preventDefault: vi.fn(), stopPropagation: vi.fn(), currentTarget: { blur: vi.fn() } as never }
    findKeyPressed(event, { value: 's', active: -1, suggestions, ...box, ...parts })
    return box
  }

  it('choose with arrows around the ends, and take with Enter what is chosen', () => {
    expect(press('ArrowDown', {}).setActive).toHaveBeenCalledWith(0)
    expect(press('ArrowUp', {}).setActive).toHaveBeenCalledWith(0)
    expect(press('ArrowDown', { active: 0 }).setActive).toHaveBeenCalledWith(0)
    expect(press('Enter', { active: 0 }).take).toHaveBeenCalledWith(suggestions[0])
    expect(press('Enter', {}).close).toHaveBeenCalled()
  })

  it('step back one thing at a time with Escape', () => {
    expect(press('Escape', { active: 0 }).setActive).toHaveBeenCalledWith(-1)
    expect(press('Escape', {}).onChange).toHaveBeenCalledWith('')
    expect(press('Escape', { value: '' }).onChange).not.toHaveBeenCalled()
  })
})
