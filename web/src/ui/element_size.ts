// The size of an element as it is now.
import { onScopeDispose, ref, watch, type Ref } from 'vue'

export function useElementSize(element: Ref<HTMLElement | null>): {
  width: Ref<number>
  height: Ref<number>
} {
  const width = ref(0)
  const height = ref(0)
  if (typeof ResizeObserver === 'undefined') return { width, height }
  const observer = new ResizeObserver(([entry]) => {
    const box = entry?.borderBoxSize[0]
    width.value = box?.inlineSize ?? 0
    height.value = box?.blockSize ?? 0
  })
  watch(
    element,
    (now, before) => {
      if (before) observer.unobserve(before)
      if (now) observer.observe(now)
    },
    { immediate: true, flush: 'post' },
  )
  onScopeDispose(() => observer.disconnect())
  return { width, height }
}

// The room inside its padding.
export function useInnerHeight(element: Ref<HTMLElement | null>): { height: Ref<number> } {
  const height = ref(0)
  if (typeof ResizeObserver === 'undefined') return { height }
  const observer = new ResizeObserver(([entry]) => {
    height.value = entry?.contentRect.height ?? 0
  })
  watch(
    element,
    (now, before) => {
      if (before) observer.unobserve(before)
      if (now) observer.observe(now)
    },
    { immediate: true, flush: 'post' },
  )
  onScopeDispose(() => observer.disconnect())
  return { height }
}
