import { type ClassValue, clsx } from 'clsx'

/**
 * Joins class names. It does not settle conflicts: of two classes that set one property the style sheet decides,
 * so a component offers a variant for what may differ and takes only placement from outside.
 */
export function cn(...values: ClassValue[]): string {
  return clsx(values)
}
