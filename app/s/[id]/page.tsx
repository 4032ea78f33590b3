import { GuestPage } from '../../guest-page.tsx'

/** The same page for every id, valid, expired, revoked or made up: only pressing Open tells. */
export default function SharePage() {
  return <GuestPage />
}
