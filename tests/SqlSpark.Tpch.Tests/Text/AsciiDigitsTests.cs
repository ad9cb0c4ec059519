using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace SqlSpark.Tpch.Text;

public sealed unsafe class AsciiDigitsTests
{
    public static TheoryData<ulong> Edges
    {
        get
        {
            var data = new TheoryData<ulong> { 0, uint.MaxValue, uint.MaxValue + 1UL, ulong.MaxValue };
            for (var power = 10UL; power <= 1_000_000_000_000_000_000; power *= 10)
            {
                data.Add(power - 1);
                data.Add(power);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Edges))]
    public void Writes_numbers_at_powers_of_ten(ulong value) => Check(value);

    [Fact]
    public void Writes_any_number() => Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), Check).QuickCheckThrowOnFailure();

    private static void Check(ulong value)
    {
        var buffer = stackalloc byte[32];
        var expected = value.ToString(CultureInfo.InvariantCulture);
        Assert.Equal(expected, Encoding.ASCII.GetString(buffer, (int)(AsciiDigits.Write(buffer, value) - buffer)));
        Assert.Equal(expected.PadLeft(9, '0'), Encoding.ASCII.GetString(buffer, (int)(AsciiDigits.WriteNine(buffer, value) - buffer)));
        if (value <= uint.MaxValue)
            Assert.Equal(expected, Encoding.ASCII.GetString(buffer, (int)(AsciiDigits.Write(buffer, (uint)value) - buffer)));
    }
}
