"""Spanish: the form pages, by their English words. Not yet reviewed by native speakers."""

from __future__ import annotations

from workflows.text.lines import words_of

WORDS = words_of(
    """
Become a mentor | Ser mentor
Ask for a mentor | Pedir un mentor
Permission to take part | Permiso para participar
How was your meeting? | ¿Qué tal fue el encuentro?
Our agreement | Nuestro acuerdo
Tell us about a worry | Contarnos una preocupación
Leave the programme | Dejar el programa
Sending this form again changes your earlier answer. | Enviar otra vez este formulario cambia la respuesta anterior.
Your answer counts at once, and you can change it at any time with the same link. | Su respuesta cuenta desde ya, y \
puede cambiarla en cualquier momento con el mismo enlace.
Takes less than a minute. | Se tarda menos de un minuto.
We come on time, we listen, we tell somebody when we cannot come, we keep confidences but not secrets about safety. | \
Llegamos a tiempo, escuchamos, avisamos cuando no podemos venir y guardamos lo que nos cuentan, pero nunca un secreto \
si alguien no está a salvo.
If anyone is in danger now, call the emergency number first. | Si alguien está en peligro ahora, lo primero es llamar \
al número de emergencias.
This goes straight to the safeguarding lead, nobody else. | Esto va directamente a la persona responsable de la \
protección del alumnado, y a nadie más.
You can stop at any time and need not give a reason. | Se puede dejar en cualquier momento, sin dar razones.
Your full name | Nombre completo
Your school mail address | Correo de la escuela
Your grade (year) | Curso (con un número)
Language we write to you in | Idioma de nuestros mensajes
For example: en | Por ejemplo: es
Your parent's or guardian's name | Nombre de tu madre, padre o tutor legal
Your parent's or guardian's mail address | Correo de tu madre, padre o tutor legal
When could you meet? | ¿Qué horas van bien para los encuentros?
Choose at least #. | Hay que elegir al menos #.
What could you help with? | ¿En qué podrías ayudar?
What would you like help with? | ¿Con qué te gustaría tener ayuda?
Subjects | Asignaturas
What do you enjoy? | ¿Qué te gusta?
What do you not enjoy at all? | ¿Qué no te gusta nada?
Languages you speak | Idiomas que hablas
Jobs you find interesting | Trabajos que te interesan
Separate with commas. | Separados por comas.
Anyone you would like to be with? | ¿Hay alguien con quien te gustaría estar?
Mail addresses, most wanted first. | Correos; primero el de la persona preferida.
Gender | Género
Only used if you ask for the same gender below. | Solo se usa si abajo se pide el mismo género.
Must your partner have the same gender? | ¿Tu pareja tiene que ser del mismo género?
How many pupils could you mentor? | ¿A cuántos alumnos podrías acompañar?
Why would you like to take part? | ¿Por qué te gustaría participar?
Are you worried about somebody's safety? | ¿Te preocupa la seguridad de alguien?
Do you agree that your child takes part? | ¿Está de acuerdo con que su hijo o hija participe?
Your child would: | Su hijo o hija podría:
take part in weekly meetings at school | participar en encuentros semanales en la escuela
share name and timetable with the pair | compartir nombre y horario con la pareja
Your name | Nombre y apellidos
Anything we should know? | ¿Algo que debamos saber?
Did the meeting take place? | ¿Tuvo lugar el encuentro?
How was it? (# bad, # great) | ¿Qué tal fue? (# mal, # genial)
Was it hard? | ¿Fue difícil?
Anything to add? | ¿Algo que añadir?
Do you agree? | ¿De acuerdo?
What are you worried about? | ¿Qué es lo que preocupa?
Whom is it about? | ¿De quién se trata?
What kind of worry is it? | ¿Qué tipo de preocupación es?
Could somebody be hurt soon? | ¿Podría alguien sufrir daño pronto?
Is it about one of these adults? They will not be told. | ¿Se trata de alguno de estos adultos? No se le dirá nada.
Your name (you may leave it empty) | Nombre y apellidos (se puede dejar vacío)
Do you want to stop? | ¿Quieres dejarlo?
Would you like to say why? | ¿Quieres decirnos por qué?
No | No
Yes | Sí
Yes, please contact me | Sí, quiero que me contacten
Yes, I agree | Sí, estoy de acuerdo
No, I do not agree | No, no estoy de acuerdo
No, somebody did not come | No, alguien no vino
No, it was cancelled | No, se anuló
I want to talk first | Primero quiero hablar
Somebody is being hurt | Están haciendo daño a alguien
Bullying | Acoso
Somebody is very unhappy | Alguien lo está pasando muy mal
Something online | Algo en internet
Something else | Otra cosa
Yes, stop now | Sí, dejarlo ahora
Settling in | Encontrar mi sitio
Homework | Deberes
Friendship | Amistad
Confidence | Tener más confianza
Organisation | Organización
Attendance | Asistencia a clase
Maths | Matemáticas
English | Inglés
Science | Ciencias
History | Historia
Languages | Idiomas
Art | Arte
Music | Música
Sport | Deporte
Reading | Lectura
Games | Juegos
Cooking | Cocina
Film | Cine
Coding | Programación
Send | Enviar
(optional) | (opcional)
Error: | Error:
Please check: | Por revisar:
One answer needs another look | Hay que revisar una respuesta
# answers need another look | Hay que revisar # respuestas
Everything else you wrote is still here. | Todo lo demás sigue aquí.
Nothing has been sent yet. | Todavía no se ha enviado nada.
Skip to content | Ir al contenido
Student mentoring, run by your school. | Mentoría entre alumnos, organizada por la escuela.
This page in another language | Esta página en otro idioma
Please choose an answer. | Hay que elegir una respuesta, por favor.
Please answer this question. | Hay que responder a esta pregunta, por favor.
Please give one answer only. | Solo una respuesta, por favor.
Please keep this to # characters; you wrote #. | Como mucho # caracteres, por favor; el texto tiene #.
Please write a mail address, like name@example.org. | Aquí va una dirección de correo, como name@example.org.
Please write a number, in digits. | Aquí va un número, en cifras.
Please write a date as year-month-day, like #-#-#. | Aquí va una fecha así: año-mes-día, como #-#-#.
Please choose from the answers offered. | Hay que elegir una de las respuestas de la lista, por favor.
Please open the form with the link in the mail you got from us. | Hay que abrir el formulario con el enlace de nuestro \
correo, por favor.
This question is not on the form. | Esta pregunta no está en el formulario.
Please open the form again. | Hay que abrir el formulario otra vez, por favor.
Your answers are too long altogether. | Las respuestas son demasiado largas en total.
Please shorten the longest one. | Hay que acortar la más larga, por favor.
Thank you | Gracias
What happens next | Lo siguiente
Thank you, your answer has arrived. | Gracias, la respuesta ha llegado.
You can close this page. | Ya se puede cerrar esta página.
Thank you for offering your help. | Gracias por querer ayudar.
You get a receipt by mail, with a link to change your answers. | Llega un correo que lo confirma, con un enlace para \
cambiar las respuestas.
Your parent or guardian is asked for permission. | Pedimos permiso a tu madre, padre o tutor legal.
Nothing begins before they say yes. | Nada empieza antes de su sí.
The programme lead looks at your application and you hear from us by mail. | La persona responsable del programa lee \
la solicitud, y la respuesta llega por correo.
Thank you, we have your request. | Gracias, hemos recibido la solicitud.
Thank you, your answer counts from now. | Gracias, su respuesta cuenta desde ahora.
You get a copy by mail. | Llega una copia por correo.
You can change your mind at any time: open the same link again. | Puede cambiar de opinión en cualquier momento: abra \
otra vez el mismo enlace.
Thank you for telling us how it went. | Gracias por contarnos qué tal fue.
The programme lead sees that the meeting was answered. | La persona responsable del programa ve que hay respuesta \
sobre este encuentro.
Your next meeting is in your calendar. | El próximo encuentro está en el calendario.
Thank you. | Gracias.
If you want to talk first, the programme lead comes to you. | Si primero quieres hablar, la persona responsable del \
programa va a verte.
Thank you for telling us. | Gracias por contárnoslo.
It was right to do so. | Era lo correcto.
The safeguarding lead is told at once. | Se avisa al momento a la persona responsable de la protección del alumnado.
If they do not answer, the next adult is told. | Si no responde, se avisa al siguiente adulto.
It is not shown to anybody else in the programme. | Nadie más del programa puede verlo.
Your answer has arrived. | La respuesta ha llegado.
If you chose to stop, your meetings are cancelled at once. | Si la respuesta es dejarlo, los encuentros se anulan al \
momento.
You need not do anything else. | No hay que hacer nada más.
Which of these are you? | ¿Qué va contigo?
Choose what fits; nobody checks it. | Elige lo que te va; nadie lo comprueba.
Mail address of a teacher who knows you | Correo de un profesor que te conoce
This teacher gets a mail with three short questions. | Este profesor recibe un correo con tres preguntas cortas.
Do you need anything so that you can take part? | ¿Necesitas algo para poder participar?
For example: larger print, more time, somebody with you. | Por ejemplo: letra más grande, más tiempo, alguien contigo.
Only the programme lead reads this. | Solo lo lee la persona responsable del programa.
Which idea did you use? | ¿Qué idea usasteis?
The first idea | La primera idea
The second idea | La segunda idea
How was that? (# bad, # great) | ¿Qué tal fue? (# mal, # genial)
If it was hard: what was it? | Si fue difícil: ¿qué fue?
My partner says little | Mi pareja habla poco
We did not know what to do | No sabíamos qué hacer
We do not get on | No nos llevamos bien
My partner did not come | Mi pareja no vino
The place or the time | El lugar o la hora
This pair does not fit | Esta pareja no encaja
"""
)
