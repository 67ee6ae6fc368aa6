// Where pop-ups are put: into the page's main part, so that they belong to a landmark like all other
// content. Pages without one keep them in the body.
export function popupPlace(): string | undefined {
  return document.getElementById('main') === null ? undefined : '#main'
}
