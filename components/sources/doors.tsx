import { Cloud, FileStack, type LucideIcon, Map as MapIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ImportFile } from '../shell/workspace-api.ts'
import { Button } from '../ui/button.tsx'
import { CompassRose } from '../ui/compass-rose.tsx'
import { FaintChart } from './faint-chart.tsx'
import { FilePickers } from './file-pickers.tsx'

export interface DoorsProps {
  /** The very first time the page introduces itself; later it is just the way in for files. */
  readonly first: boolean
  readonly onFiles: (files: readonly ImportFile[]) => void
  readonly onCollect: () => void
  readonly onSample: () => void
  readonly openingSample: boolean
  readonly notice: ReactNode
}

/** Three ways to a first chart. */
export function Doors({ first, onFiles, onCollect, onSample, openingSample, notice }: DoorsProps) {
  return (
    <section aria-label="Start" className="hairless-scroll relative min-w-0 flex-1 overflow-auto bg-paper">
      <FaintChart />
      <div className="relative mx-auto flex min-h-full max-w-[1072px] flex-col justify-center px-8 py-10">
        <div className="flex items-center gap-5">
          <CompassRose size={72} />
          <div>
            <h1 className="font-semibold text-xl">{first ? 'Portolan' : 'Chart another network'}</h1>
            <p className="mt-0.5 max-w-[56ch] text-ink-2 text-md">
              What your VPCs hold, what the internet can reach in them, and by which rule.
            </p>
          </div>
        </div>
        {notice !== null && <div className="mt-6">{notice}</div>}
        <ul className="mt-8 grid grid-cols-3 gap-4">
          <Door
            icon={FileStack}
            title="Drop files"
            accent
            text="Output of aws ec2 describe-*, in any mixture: JSON or YAML, folders, .zip and .tar.gz. Drop them anywhere on this page."
          >
            <FilePickers onFiles={onFiles} look="primary" />
          </Door>
          <Door
            icon={Cloud}
            title="Connect to AWS"
            text="A read-only script for CloudShell writes one archive to drop here. Collecting live from this page comes later; the script is today's way."
          >
            <Button className="self-start" onClick={onCollect}>
              Show the script
            </Button>
          </Door>
          <Door
            icon={MapIcon}
            title="Open the sample"
            text="Two accounts and three VPCs, with faults planted for a meeting. Nothing in it is real."
          >
            <Button className="self-start" onClick={onSample} disabled={openingSample}>
              {openingSample ? 'Opening' : 'Open the sample'}
            </Button>
          </Door>
        </ul>
        <p className="mt-6 text-ink-2 text-xs">
          Everything stays on this server. Nothing is sent anywhere, and nothing is shared until you make a link.
        </p>
      </div>
    </section>
  )
}

interface DoorProps {
  readonly icon: LucideIcon
  readonly title: string
  readonly text: string
  readonly children: ReactNode
  readonly accent?: boolean
}

function Door({ icon: Icon, title, text, children, accent = false }: DoorProps) {
  return (
    <li
      className={`flex flex-col rounded-lg border bg-chrome p-5 ${accent ? 'border-accent border-dashed' : 'border-hair-2'}`}
    >
      <Icon size={24} strokeWidth={1.4} aria-hidden="true" className="text-accent" />
      <h2 className="mt-3 font-semibold text-md">{title}</h2>
      <p className="mt-1 mb-5 flex-1 text-ink-2">{text}</p>
      {children}
    </li>
  )
}
