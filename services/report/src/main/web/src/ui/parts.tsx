/** Small pieces that all views share. */
import type { ComponentChildren } from 'preact';
import { createContext } from 'preact';
import { useContext, useEffect, useReducer, useRef } from 'preact/hooks';
import type { App } from '../app';
import { halves, nameOf, percent, shown } from '../text';

export const AppContext = createContext<App>(null as unknown as App);

/** The app; the component is drawn again when it changes. */
export function useApp(): App {
  const app = useContext(AppContext);
  const [, again] = useReducer((n: number) => n + 1, 0);
  useEffect(() => app.subscribe(() => again(undefined)), [app]);
  return app;
}

/** Text from outside, isolated so that its direction changes nothing around it. */
export function Text({ children }: { children: string }) {
  return <bdi>{shown(children)}</bdi>;
}

/** A name that is shortened in its middle where there is no room for it. */
export function Name({ of, whole }: { of: string; whole?: string }) {
  const [head, tail] = halves(shown(of));
  return (
    <span class="name" dir="auto" title={shown(whole ?? of)}>
      <span class="head">{head}</span>
      {tail && <span class="tail">{tail}</span>}
    </span>
  );
}

export function ImageName({ of }: { of: string }) {
  return <Name of={nameOf(of)} whole={of} />;
}

export function Bar({ share, kind = 'fill' }: { share: number; kind?: string }) {
  return (
    <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect class="rail" width="100" height="6" rx="0" />
      <rect class={kind} width={Math.max(0, Math.min(100, share * 100 || 0))} height="6" />
    </svg>
  );
}

export function Share({ value, digits }: { value: number; digits?: number }) {
  return <span class="number">{percent(value, digits)}</span>;
}

const ICONS: Record<string, string> = {
  search: 'M10.5 3a7.5 7.5 0 1 0 4.7 13.3l4.3 4.2 1.2-1.2-4.2-4.3A7.5 7.5 0 0 0 10.500 3Zm0 1.700a5.800 5.800 0 1 1 0 11.600 5.800 5.800 0 0 1 0-11.600Z',
  close: 'M6.200 5 5 6.200 10.800 12 5 17.800 6.200 19 12 13.200 17.800 19 19 17.800 13.200 12 19 6.200 17.800 5 12 10.800Z',
  left: 'M14.800 5 7.800 12l7 7 1.200-1.200L10.200 12 16 6.200Z',
  right: 'M9.200 5 8 6.200 13.800 12 8 17.800 9.200 19l7-7Z',
  up: 'M12 7.800 5 14.800l1.200 1.200L12 10.200l5.800 5.800 1.200-1.200Z',
  down: 'M12 16.200 5 9.200 6.200 8 12 13.800 17.800 8 19 9.200Z',
  plus: 'M11.200 5v6.200H5v1.600h6.200V19h1.600v-6.200H19v-1.600h-6.200V5Z',
  minus: 'M5 11.200h14v1.600H5Z',
  whole: 'M4 4h6v1.600H5.600V10H4Zm10 0h6v6h-1.600V5.600H14ZM4 14h1.600v4.400H10V20H4Zm14.400 0H20v6h-6v-1.600h4.400Z',
  filter: 'M4 6h16v1.600H4Zm3 5.200h10v1.600H7Zm3 5.200h4V18h-4Z',
  export: 'M11.200 4h1.600v8.700l3-3 1.200 1.200-5 5-5-5 1.200-1.200 3 3ZM5 18.400h14V20H5Z',
  pin: 'M9 4h6v1.600h-1v5l2.500 2.800V15h-3.700v5h-1.600v-5H7.500v-1.600L10 10.600v-5H9Z',
};

export function Icon({ of }: { of: string }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={ICONS[of]} />
    </svg>
  );
}

/** A button that opens a small panel; it closes by Escape and by a click elsewhere. */
export function Popover({ label, title, icon, children }: { label: ComponentChildren; title?: string; icon?: string; children: ComponentChildren }) {
  const box = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const elsewhere = (event: Event) => {
      if (box.current?.open && !box.current.contains(event.target as Node)) {
        box.current.open = false;
      }
    };
    addEventListener('pointerdown', elsewhere);
    return () => removeEventListener('pointerdown', elsewhere);
  }, []);
  return (
    <details
      class="popover"
      ref={box}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && box.current?.open) {
          box.current.open = false;
          box.current.querySelector('summary')?.focus();
          event.stopPropagation();
        }
      }}
    >
      <summary title={title} aria-label={label === '' ? title : undefined}>
        {icon && <Icon of={icon} />}
        {label}
      </summary>
      <div class="panel">{children}</div>
    </details>
  );
}

export function Empty({ children }: { children: ComponentChildren }) {
  return <p class="empty">{children}</p>;
}
