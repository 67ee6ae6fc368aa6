// Places of the desk that others send the cursor to. Who has the place says how to enter it.
import { nextTick, onScopeDispose } from 'vue'

export type Place = 'desk' | 'composer' | 'note' | 'offer' | 'log' | 'card' | 'rail'

const places = new Map<Place, () => void>()

export function usePlace(place: Place, enter: () => void): void {
  places.set(place, enter)
  onScopeDispose(() => {
    if (places.get(place) === enter) places.delete(place)
  })
}

// After the page has drawn what was just opened. False if nobody has that place now.
export async function goToPlace(place: Place): Promise<boolean> {
  await nextTick()
  const enter = places.get(place)
  enter?.()
  return enter !== undefined
}
