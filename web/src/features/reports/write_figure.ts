// A figure as it stands on the page.
import { useText } from '@/i18n'
import { useFormat } from '@/i18n/format'
import type { Figure } from './figures'

export function useWriteFigure() {
  const { t } = useText()
  const format = useFormat()
  return (figure: Figure, value: number | null): string => {
    if (value === null) return t('common.noData')
    switch (figure.format) {
      case 'share':
        return format.percent(value)
      case 'duration':
        return format.duration(value)
      case 'mean':
        return format.number(value, 2)
      case 'count':
        return format.number(value)
    }
  }
}
