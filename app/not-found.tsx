import Link from 'next/link'
import { CompassRose } from '../components/ui/compass-rose.tsx'

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center p-8">
      <div className="max-w-sm text-center">
        <div className="mb-4 flex justify-center">
          <CompassRose size={56} />
        </div>
        <h1 className="font-semibold text-lg">Nothing is charted here</h1>
        <p className="mt-1.5 text-ink-2">The address leads to no page of this server.</p>
        <p className="mt-4">
          <Link href="/" className="text-accent underline">
            To the chart
          </Link>
        </p>
      </div>
    </main>
  )
}
