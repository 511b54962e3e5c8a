import { IconBell, IconBellOff, IconInfoCircle, IconRoute, IconSend } from '@tabler/icons-react';
import { type ComponentType, lazy } from 'react';
import { DELIVERY, NOW } from './paths';

/** A screen, with the first part of its path. */
export interface Screen {
  readonly path: string;
  readonly title: string;
  /** Pressed after `g`. */
  readonly key: string;
  readonly icon: ComponentType<{ size?: number; stroke?: number }>;
  readonly component: ComponentType;
}

export const SCREENS: readonly Screen[] = [
  {
    path: NOW,
    title: 'Now',
    key: 'n',
    icon: IconBell,
    component: lazy(async () => ({ default: (await import('../now/now-screen')).NowScreen })),
  },
  {
    path: '/silences',
    title: 'Silences',
    key: 's',
    icon: IconBellOff,
    component: lazy(async () => ({ default: (await import('../silences/silences-screen')).SilencesScreen })),
  },
  {
    path: '/routes',
    title: 'Routes',
    key: 'r',
    icon: IconRoute,
    component: lazy(async () => ({ default: (await import('../routes/routes-screen')).RoutesScreen })),
  },
  {
    path: DELIVERY,
    title: 'Delivery',
    key: 'd',
    icon: IconSend,
    component: lazy(async () => ({ default: (await import('../delivery/delivery-screen')).DeliveryScreen })),
  },
  {
    path: '/status',
    title: 'System',
    key: 'y',
    icon: IconInfoCircle,
    component: lazy(async () => ({ default: (await import('../system/system-screen')).SystemScreen })),
  },
];
