const KEY = 'jiedui.token';

/** The access token, for as long as the browser's tab is open. */
export const token = {
  read: (): string | undefined => sessionStorage.getItem(KEY) ?? undefined,
  write: (value: string): void => sessionStorage.setItem(KEY, value),
  forget: (): void => sessionStorage.removeItem(KEY),
};
