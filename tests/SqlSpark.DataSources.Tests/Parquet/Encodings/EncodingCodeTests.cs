using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SqlSpark.Core.Tests.Kernels;
using SqlSpark.DataSources.Parquet.Encodings;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Encodings;

/// <summary>What holds for the code of all encodings.</summary>
[Trait("Category", "Kernels")]
public sealed class EncodingCodeTests
{
    [Fact]
    public void Every_loop_is_compiled_at_full_speed_at_once()
    {
        Assert.NotEmpty(LoopingMethods.Of(typeof(BitUnpacking)));
        var offenders = LoopingMethods.SlowAtFirst(typeof(BitUnpacking)).ToList();
        Assert.True(offenders.Count == 0, string.Join(Environment.NewLine, offenders));
    }

    /// <summary>As in the tests of the engine's kernels: these tests are repeated with instruction sets switched off.</summary>
    [Fact]
    public void Instruction_sets_that_were_switched_off_are_off()
    {
        switch (Environment.GetEnvironmentVariable("SQLSPARK_EXPECT_ISA"))
        {
            case "noavx512":
                Assert.False(Avx512Vbmi.IsSupported);
                Assert.False(Vector512.IsHardwareAccelerated);
                break;
            case "noavx2":
                Assert.False(Avx512Vbmi.IsSupported);
                Assert.False(Avx2.IsSupported);
                Assert.False(Vector256.IsHardwareAccelerated);
                break;
            case "none":
                Assert.False(Bmi2.X64.IsSupported);
                Assert.False(Vector128.IsHardwareAccelerated);
                break;
            case var other:
                Assert.True(string.IsNullOrEmpty(other), $"SQLSPARK_EXPECT_ISA is noavx512, noavx2 or none, not {other}");
                break;
        }
    }
}
