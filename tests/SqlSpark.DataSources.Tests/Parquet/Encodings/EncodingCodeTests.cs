using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SqlSpark.DataSources.Parquet.Encodings;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Encodings;

/// <summary>What holds for the code of all encodings.</summary>
[Trait("Category", "Kernels")]
public sealed class EncodingCodeTests
{
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
