import { isThisMachine } from './share-state.ts'

/** Who can reach the link at all: under a loopback name nobody but this machine, which the address does not tell. */
export function LinkReach({ hostname }: { readonly hostname: string }) {
  if (!isThisMachine(hostname)) return null
  return (
    <div className="mt-3 rounded-md border border-hair-2 bg-well px-3 py-2.5 text-xs">
      <p className="font-semibold">Who can reach it</p>
      <p className="mt-0.5 text-ink-2">
        This address works on this machine only. For others, run the server behind a name they can reach:{' '}
        <code className="mono">npm start -- --allow-host NAME</code> behind your own proxy serves shared links and
        nothing else. Then put that name in place of <code className="mono">{hostname}</code> in the link.
      </p>
    </div>
  )
}
