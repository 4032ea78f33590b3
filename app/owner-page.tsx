'use client'

import dynamic from 'next/dynamic'
import { ownerApi } from './api-client.ts'

/** Client only: a map drawn on the server would need inline styles, which the policy forbids. */
const OwnerWorkspace = dynamic(
  () => import('../components/shell/owner-workspace.tsx').then((module) => module.OwnerWorkspace),
  { ssr: false },
)

export function OwnerPage({ collector }: { readonly collector: string }) {
  return <OwnerWorkspace owner={ownerApi} collector={collector} />
}
