'use client'

import { useState } from 'react'
import type { Remediation } from '../../lib/findings/finding.ts'
import { CodeBlock } from '../ui/code-block.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { Tabs } from '../ui/tabs.tsx'

type Way = 'cli' | 'terraform' | 'console'

const WAYS: readonly { readonly value: Way; readonly label: string }[] = [
  { value: 'cli', label: 'CLI' },
  { value: 'terraform', label: 'Terraform' },
  { value: 'console', label: 'Console' },
]

function offered({ cli, terraform, console: steps }: Remediation): readonly Way[] {
  const ways: Way[] = []
  if (cli.length > 0) ways.push('cli')
  if (terraform !== null) ways.push('terraform')
  if (steps.length > 0) ways.push('console')
  return ways
}

/** What closes it, in the ways the rule knows. The commands carry this resource's own ids. */
export function FindingRemediation({ remediation }: { readonly remediation: Remediation }) {
  const ways = offered(remediation)
  const [chosen, setChosen] = useState<Way>('cli')
  const way = ways.includes(chosen) ? chosen : ways[0]
  return (
    <>
      <p className="text-xs">
        <SafeText text={remediation.summary} />
      </p>
      {way !== undefined && (
        <Tabs
          label="Ways to close it"
          items={WAYS.filter(({ value }) => ways.includes(value))}
          value={way}
          onChange={setChosen}
          listClassName="mt-1.5 h-6 text-xs"
        >
          <div className="pt-1.5">
            {way === 'console' ? <Steps steps={remediation.console} /> : <Code way={way} remediation={remediation} />}
          </div>
        </Tabs>
      )}
    </>
  )
}

function Code({ way, remediation }: { readonly way: 'cli' | 'terraform'; readonly remediation: Remediation }) {
  const code = way === 'cli' ? remediation.cli.join('\n') : (remediation.terraform ?? '')
  return <CodeBlock code={code} copyLabel={way === 'cli' ? 'Copy command' : 'Copy Terraform'} wrap={way === 'cli'} />
}

function Steps({ steps }: { readonly steps: readonly string[] }) {
  return (
    <ol className="list-decimal space-y-1 pl-5 text-xs marker:text-ink-3">
      {steps.map((step) => (
        <li key={step}>
          <SafeText text={step} />
        </li>
      ))}
    </ol>
  )
}
