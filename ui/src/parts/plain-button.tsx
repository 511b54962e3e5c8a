import type { ButtonHTMLAttributes } from 'react';
import classes from './plain-button.module.css';

/** A button without a look of its own, for lists: it costs a tenth of one of the component library. */
export function PlainButton({ className, ...rest }: ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type="button" className={`${classes.plain} ${className ?? ''}`} {...rest} />;
}
