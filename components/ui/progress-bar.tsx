export interface ProgressBarProps {
  readonly label: string
  /** 0–1; null while how much there is to do is not known. */
  readonly fraction: number | null
}

export function ProgressBar({ label, fraction }: ProgressBarProps) {
  const percent = fraction === null ? null : Math.round(Math.min(1, Math.max(0, fraction)) * 100)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(percent === null ? {} : { 'aria-valuenow': percent })}
      className="h-1.5 overflow-hidden rounded-full bg-hair"
    >
      <div
        className="h-full rounded-full bg-accent transition-[width] duration-150 ease-out"
        style={{ width: percent === null ? '100%' : `${percent}%`, opacity: percent === null ? 0.35 : 1 }}
      />
    </div>
  )
}
