import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps } from 'react'
import { visibleText } from '../../lib/reports/visible-text.ts'
import { cn } from './class-names.ts'

export const buttonClass = cva(
  'inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium transition-colors duration-150 disabled:cursor-not-allowed disabled:opacity-55',
  {
    variants: {
      look: {
        plain: 'border-hair-2 bg-card text-ink hover:border-ink-3',
        primary: 'border-accent bg-accent text-on-accent hover:brightness-110',
        quiet: 'border-transparent bg-transparent text-ink-2 hover:bg-well hover:text-ink',
        /** On code, which scrolls beneath it. */
        well: 'border-transparent bg-well text-ink-2 hover:text-ink',
        danger: 'border-crit bg-card text-crit hover:bg-crit-wash',
      },
      size: {
        md: 'h-7 px-3 text-sm',
        sm: 'h-6 px-2 text-xs',
        lg: 'h-9 px-4 text-sm',
        icon: 'size-7 text-sm',
        tiny: 'size-6 text-xs',
        field: 'h-8 px-3 text-sm',
      },
    },
    defaultVariants: { look: 'plain', size: 'md' },
  },
)

export type ButtonProps = ComponentProps<'button'> & VariantProps<typeof buttonClass>

/** Its label and title may hold a name from AWS: what would hide in them is shown as its code. */
export function Button({ className, look, size, type = 'button', title, 'aria-label': label, ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={cn(buttonClass({ look, size }), className)}
      title={title === undefined ? undefined : visibleText(title)}
      aria-label={label === undefined ? undefined : visibleText(label)}
      {...rest}
    />
  )
}
