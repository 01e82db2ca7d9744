/** The `Bureau` of an area, in a process that serves it. */
export const bureauToken = (area: string): string => `bureau of ${area}`;
export const deskToken = (area: string): string => `command desk of ${area}`;
export const importDeskToken = (area: string): string => `import desk of ${area}`;
