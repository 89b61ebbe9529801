/**
 * Puts the field's text on the clipboard, and leaves it selected; false where the browser refuses.
 * Pages without HTTPS have no clipboard API, so they copy the selection.
 */
export async function copyFrom(field: HTMLInputElement): Promise<boolean> {
  field.select();
  const clipboard = (navigator as { clipboard?: Clipboard }).clipboard;
  if (clipboard === undefined) return document.execCommand('copy');
  return clipboard.writeText(field.value).then(
    () => true,
    () => false,
  );
}
