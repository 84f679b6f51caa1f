/* The locale, then a worker, a command or the screen. */
#include <locale.h>

int main(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	setlocale(LC_ALL, "");
	return 0;
}
