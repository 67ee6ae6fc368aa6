// Types of the message files. English is the pattern; every other language has the same shape.
import type en from './en'

type Texts<T> = { [K in keyof T]: T[K] extends string ? string : Texts<T[K]> }
export type Messages = Texts<typeof en>

type Keys<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : Keys<T[K], `${Prefix}${K}.`>
}[keyof T & string]

// Every key that may be asked for, so that a typing mistake does not compile.
export type MessageKey = Keys<Messages>
