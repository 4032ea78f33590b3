'use client'

import dynamic from 'next/dynamic'
import { askShare, guestApi, openShare } from './api-client.ts'

const GuestDoor = dynamic(() => import('../components/shell/guest-door.tsx').then((module) => module.GuestDoor), {
  ssr: false,
})

/** The share's id stands in the path, its secret behind the hash; neither is in what the server rendered. */
export function GuestPage() {
  return <GuestDoor open={openShare} alive={askShare} api={guestApi} />
}
