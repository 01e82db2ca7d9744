/** What stands in the template for a number; every other placeholder is part of a name or a text. */
declare const __port__: number;
