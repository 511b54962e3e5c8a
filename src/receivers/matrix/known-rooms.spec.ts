import { KnownRooms } from './known-rooms.js';

describe('KnownRooms', () => {
  it('remembers and forgets', () => {
    const rooms = new KnownRooms();
    rooms.remember('#a:x', '!1:x');
    rooms.remember('#a:x', '!2:x');
    expect(rooms.get('#a:x')).toBe('!2:x');
    rooms.forget('#a:x');
    expect(rooms.get('#a:x')).toBeUndefined();
  });

  it('forgets the oldest of more than 100', () => {
    const rooms = new KnownRooms();
    for (let at = 0; at < 100; at++) rooms.remember(`#${at}:x`, `!${at}:x`);
    rooms.remember('#0:x', '!again:x');
    rooms.remember('#100:x', '!100:x');
    expect([rooms.get('#0:x'), rooms.get('#1:x'), rooms.get('#2:x')]).toEqual(['!again:x', undefined, '!2:x']);
  });
});
