-- Prints what a run counted as one line of JSON, which the bench reads.
local threads = {}

good = 0      -- answers with the status that was expected
spent = false -- whether the script ran out of residents
odd = false   -- the first answer that nobody expected

function expect(holds, status, content)
   if holds then
      good = good + 1
   elseif not odd then
      odd = status .. " " .. string.sub(content or "", 1, 300)
   end
end

function setup(thread)
   table.insert(threads, thread)
end

function done(summary, latency)
   local counted, empty = 0, false
   for _, thread in ipairs(threads) do
      counted = counted + thread:get("good")
      empty = empty or thread:get("spent")
      if thread:get("odd") then
         io.write("unexpected: " .. thread:get("odd") .. "\n")
      end
   end
   local errors = summary.errors
   io.write(string.format(
      '{"seconds":%.3f,"requests":%d,"good":%d,"broken":%d,"p50":%.3f,"p99":%.3f,"spent":%s}\n',
      summary.duration / 1e6, summary.requests, counted,
      errors.connect + errors.read + errors.write + errors.timeout,
      latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, tostring(empty)))
end
