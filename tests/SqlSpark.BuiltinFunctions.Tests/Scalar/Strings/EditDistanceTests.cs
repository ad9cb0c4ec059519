using System.Text;
using SqlSpark.BuiltinFunctions.Scalar.Strings;
using SqlSpark.Core.Memory;
using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests.Scalar.Strings;

public sealed class EditDistanceTests : IDisposable
{
    private readonly MemoryPool _pool = new(1L << 30, new MemoryPoolOptions { IsChecked = true });
    private readonly MemoryAccount _account;
    private readonly EditDistance _distance;

    public EditDistanceTests()
    {
        _account = _pool.CreateAccount("test");
        _distance = new EditDistance(_account);
    }

    public void Dispose()
    {
        _distance.Dispose();
        Assert.Equal(0, _account.UsedBytes);
        _account.Dispose();
        _pool.Dispose();
    }

    [Theory]
    [InlineData(2)]
    [InlineData(26)]
    [InlineData(3000)]
    public void Equals_the_matrix_of_distances(int alphabet)
    {
        const int seed = 20;
        var random = new Random(seed);
        foreach (var length in new[] { 0, 1, 2, 7, 63, 64, 65, 127, 128, 129, 200 })
        {
            for (var round = 0; round < 12; round++)
            {
                var left = Text(random, random.Next(length + 1), alphabet);
                var right = Text(random, length, alphabet);
                var expected = Reference(left, right);
                Assert.True(expected == Between(left, right, int.MaxValue), $"seed {seed}: '{left}' and '{right}'");
                Assert.Equal(expected, Between(right, left, int.MaxValue));
                Assert.Equal(expected, Between(left, right, expected));
                Assert.Equal(-1, Between(left, right, expected - 1));
            }
        }
    }

    [Fact]
    public void Compares_malformed_bytes_as_characters_of_their_own()
    {
        Assert.Equal(1, _distance.Between([0x61, 0x80], [0x61], int.MaxValue, default));
        Assert.Equal(1, _distance.Between([0x80], [0x81], int.MaxValue, default));
        Assert.Equal(0, _distance.Between([0xE2, 0x82], [0xE2, 0x82], int.MaxValue, default));
        Assert.Equal(0, _distance.Between([0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0xFF], int.MaxValue, default));
    }

    [Fact]
    public void Stops_when_cancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => _distance.Between("abc"u8, "abd"u8, int.MaxValue, source.Token));
    }

    private int Between(string left, string right, int threshold) =>
        _distance.Between(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right), threshold, default);

    /// <summary>Letters from 'a' on; a large alphabet has characters of one, two and three bytes.</summary>
    private static string Text(Random random, int length, int alphabet) =>
        string.Create(length, (random, alphabet), static (text, state) =>
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = (char)('a' + state.random.Next(state.alphabet));
        });

    private static int Reference(string left, string right)
    {
        var distances = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                distances[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(
                        Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1,
                        distances[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
            }
        }

        return distances[left.Length, right.Length];
    }
}
