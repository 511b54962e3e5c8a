/**
 * Shares the queues out among the replicas that deliver: each has one deliverer, and each deliverer as many as the others,
 * or one more or less. It says, too, that this replica delivers.
 *
 * KEYS[1] deliverers, sorted by when they were heard of · KEYS[2..] lease of each queue · ARGV[1] this replica ·
 * ARGV[2] milliseconds of a lease
 *
 * Answers {how many this one has too many, the numbers of those that are its own, counted from 0}.
 */
export const SHARE_SCRIPT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
local fair = math.ceil((#KEYS - 1) / redis.call('ZCARD', KEYS[1]))
local own, free = {}, {}
for at = 2, #KEYS do
  local holder = redis.call('GET', KEYS[at])
  if holder == ARGV[1] then
    own[#own + 1] = at - 2
  elseif not holder then
    free[#free + 1] = at - 2
  end
end
for _, at in ipairs(free) do
  if #own < fair then own[#own + 1] = at end
end
for _, at in ipairs(own) do redis.call('SET', KEYS[at + 2], ARGV[1], 'PX', ARGV[2]) end
return {math.max(#own - fair, 0), own}`;

/** Gives queues back. KEYS[1] deliverers · KEYS[2..] leases · ARGV[1] this replica · ARGV[2] 1 if it delivers no more */
export const LEAVE_SCRIPT = `
if ARGV[2] == '1' then redis.call('ZREM', KEYS[1], ARGV[1]) end
for at = 2, #KEYS do
  if redis.call('GET', KEYS[at]) == ARGV[1] then redis.call('DEL', KEYS[at]) end
end
return 1`;
