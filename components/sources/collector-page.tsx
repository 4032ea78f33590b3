import type { ReactNode } from 'react'
import type { ImportFile } from '../shell/workspace-api.ts'
import { CodeBlock } from '../ui/code-block.tsx'
import { FilePickers } from './file-pickers.tsx'

export interface CollectorPageProps {
  /** The text of `docs/collect.sh`; empty when the server has none. */
  readonly script: string
  readonly onFiles: (files: readonly ImportFile[]) => void
}

/** How to fetch a network today: a script that only reads, run where credentials already are. */
export function CollectorPage({ script, onFiles }: CollectorPageProps) {
  return (
    <section aria-label="Connect to AWS" className="hairless-scroll min-w-0 flex-1 overflow-auto bg-paper">
      <div className="mx-auto max-w-[820px] px-6 py-8">
        <h1 className="font-semibold text-lg">Connect to AWS</h1>
        <p className="mt-1 max-w-[68ch] text-ink-2">
          Today the way is a script: it calls the AWS CLI, only reads, and writes one archive to drop here. Collecting
          live from this page comes later. Portolan never asks for an access key.
        </p>
        <ol className="mt-6 space-y-6">
          <Step number={1} title="Open CloudShell in the account">
            In the AWS console choose CloudShell, in any region. It already has the AWS CLI and your credentials. A
            terminal of your own works as well.
          </Step>
          <Step number={2} title="Save the script as collect.sh and run it">
            In CloudShell: Actions, Upload file; or paste it into an editor there.
            <CodeBlock code="bash collect.sh --regions all" copyLabel="Copy command" className="mt-2 max-w-md" />
            {script === '' ? (
              <p className="mt-2">
                The script is <code className="mono">docs/collect.sh</code> in Portolan's repository.
              </p>
            ) : (
              <CodeBlock code={script} copyLabel="Copy script" className="mt-2" />
            )}
          </Step>
          <Step number={3} title="Download the archive and drop it here">
            The script prints its name, portolan-ACCOUNT.zip. In CloudShell: Actions, Download file. Then drop it
            anywhere on this page, or choose it.
            <div className="mt-2.5">
              <FilePickers onFiles={onFiles} look="primary" />
            </div>
          </Step>
        </ol>
        <Permissions />
      </div>
    </section>
  )
}

interface StepProps {
  readonly number: number
  readonly title: string
  readonly children: ReactNode
}

function Step({ number, title, children }: StepProps) {
  return (
    <li className="flex gap-3">
      <span
        aria-hidden="true"
        className="grid size-[22px] flex-none place-items-center rounded-full bg-accent font-semibold text-on-accent text-xs"
      >
        {number}
      </span>
      <div className="min-w-0 flex-1 text-ink-2">
        <h2 className="font-semibold text-ink text-md">{title}</h2>
        <div className="mt-1">{children}</div>
      </div>
    </li>
  )
}

function Permissions() {
  return (
    <section className="mt-8 rounded-md border border-hair bg-chrome px-4 py-3">
      <h2 className="font-semibold text-md">What it needs, what it leaves alone</h2>
      <ul className="mt-2 list-disc space-y-1.5 pl-5 text-ink-2 marker:text-ink-3">
        <li>
          The AWS managed policy <code className="mono text-ink">ReadOnlyAccess</code> covers it; with less, such as{' '}
          <code className="mono text-ink">SecurityAudit</code>, some calls may be refused. Every call is a Describe,
          Get, List or Search.
        </li>
        <li>A call that is denied is written down and becomes a gap on the chart. It never reads as "none exist".</li>
        <li>
          User data, environment variables, launch keys and pre-shared keys are dropped at the door and never stored,
          even if a file holds them.
        </li>
      </ul>
    </section>
  )
}
