/** Where the view's query string lives: an owner's in the query, a guest's behind the secret in the fragment. */

export interface ViewLocation {
  read(): string
  write(search: string, push: boolean): void
}

function go(url: string, push: boolean): void {
  if (push) window.history.pushState(null, '', url)
  else window.history.replaceState(null, '', url)
}

export const QUERY_LOCATION: ViewLocation = {
  read: () => window.location.search,
  write: (search, push) => go(`${window.location.pathname}${search === '' ? '' : `?${search}`}`, push),
}

export interface GuestFragment {
  readonly secret: string
  readonly search: string
}

/** `#secret` or `#secret?v=1&sel=i-1`: one part opens the share, the other never leaves the browser either. */
export function readGuestFragment(hash: string): GuestFragment {
  const text = hash.startsWith('#') ? hash.slice(1) : hash
  const mark = text.indexOf('?')
  return mark < 0 ? { secret: text, search: '' } : { secret: text.slice(0, mark), search: text.slice(mark + 1) }
}

/** A fragment is never sent, so neither the secret nor a resource's name reaches a log through the address. */
export const FRAGMENT_LOCATION: ViewLocation = {
  read: () => readGuestFragment(window.location.hash).search,
  write: (search, push) => {
    const { secret } = readGuestFragment(window.location.hash)
    go(`${window.location.pathname}#${secret}${search === '' ? '' : `?${search}`}`, push)
  },
}
