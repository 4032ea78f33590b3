import { shareNotAvailable } from '../../../../lib/server/guest-session.ts'
import { handle } from '../../../../lib/server/handle.ts'

/** Whatever else is asked of a share gets the answer an unknown share gets. */
const nothing = handle({ access: 'public' }, async () => {
  throw shareNotAvailable()
})

export { nothing as DELETE, nothing as GET, nothing as PATCH, nothing as POST, nothing as PUT }
