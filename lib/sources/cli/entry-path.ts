/** Names of archive entries: what may be read, and what is only the archive's own housekeeping. */

export type EntryPath =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'skip' }
  | { readonly kind: 'refused'; readonly why: string }

/** Written by operating systems and version control; nobody means them. */
const HOUSEKEEPING =
  /(?:^|\/)(?:__MACOSX\/|\.git\/|\.svn\/|node_modules\/|\.terraform\/|\.DS_Store$|\._[^/]*$|Thumbs\.db$|desktop\.ini$|\.gitkeep$)/

export function entryPath(name: string): EntryPath {
  const path = name.replaceAll('\\', '/')
  if (path.includes('\u0000')) return { kind: 'refused', why: 'has a NUL in its name' }
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return { kind: 'refused', why: 'has an absolute path' }
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  if (parts.includes('..')) return { kind: 'refused', why: 'climbs out of the archive with ".."' }
  if (parts.length === 0 || path.endsWith('/')) return { kind: 'skip' }
  return isHousekeeping(path) ? { kind: 'skip' } : { kind: 'file', path: parts.join('/') }
}

export function isHousekeeping(path: string): boolean {
  return HOUSEKEEPING.test(path)
}
