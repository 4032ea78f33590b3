import type { LucideIcon } from 'lucide-react'
import { Button, type ButtonProps } from './button.tsx'

export interface IconButtonProps extends Omit<ButtonProps, 'children'> {
  /** Said by screen readers and shown on hover. */
  readonly label: string
  readonly icon: LucideIcon
}

export function IconButton({ label, icon: Icon, look = 'quiet', size = 'icon', ...rest }: IconButtonProps) {
  return (
    <Button look={look} size={size} aria-label={label} title={label} {...rest}>
      <Icon size={size === 'tiny' ? 13 : 16} strokeWidth={1.6} aria-hidden="true" />
    </Button>
  )
}
