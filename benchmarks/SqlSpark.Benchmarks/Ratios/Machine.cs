using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SqlSpark.Benchmarks.Ratios;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    /// <summary>Processor, cores, widest vectors and runtime in one line.</summary>
    public static string Description => string.Create(
        CultureInfo.InvariantCulture,
        $"{Processor}, {Environment.ProcessorCount} cores, {Vectors}, {RuntimeInformation.FrameworkDescription}");

    private static string Processor
    {
        get
        {
            if (!File.Exists("/proc/cpuinfo"))
                return RuntimeInformation.ProcessArchitecture.ToString();
            var lines = File.ReadAllLines("/proc/cpuinfo");
            string Value(string key) => lines.FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal))?.Split(':')[^1].Trim() ?? "?";
            return $"{Value("model name")} (family {Value("cpu family")}, model {Value("model\t")})";
        }
    }

    private static string Vectors => Vector512.IsHardwareAccelerated && Avx512F.IsSupported ? "AVX-512" : Vector256.IsHardwareAccelerated ? "AVX2" : "128 bits";
}
