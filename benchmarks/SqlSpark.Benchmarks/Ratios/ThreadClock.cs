using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SqlSpark.Benchmarks.Ratios;

/// <summary>The processor time of the calling thread, so that waiting for a core does not count; elsewhere than on Linux the time that passes.</summary>
internal static partial class ThreadClock
{
    private const int ThreadCpuTimeId = 3;      // CLOCK_THREAD_CPUTIME_ID

    /// <summary>Nanoseconds since some point in time.</summary>
    public static long Nanoseconds
    {
        get
        {
            if (OperatingSystem.IsLinux() && Environment.Is64BitProcess && GetTime(ThreadCpuTimeId, out var time) == 0)
                return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
            return (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
